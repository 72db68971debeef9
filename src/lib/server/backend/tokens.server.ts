import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verified } from './sessions.server';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const mac = (signed: string, secret: string): Buffer => createHmac('sha256', secret).update(signed).digest();

/** A token as the embedded engine signs it (HS256, RFC 7515). */
export function signToken(claims: object, secret: string): string {
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${mac(signed, secret).toString('base64url')}`;
}

/** The claims of a token of ours that has not ended, else null. Only HS256: what the header says is not asked. */
export function verifyToken(token: string, secret: string): Verified | null {
  const [head, body, signature, more] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || more !== undefined) return null;
  const expected = mac(`${head}.${body}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    return readClaims(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

/** A user's claims, when they are complete and have not ended. */
export function readClaims(claims: unknown): Verified | null {
  if (typeof claims !== 'object' || claims === null) return null;
  if (!('sub' in claims && 'session_id' in claims && 'exp' in claims && 'role' in claims)) return null;
  const { sub, session_id, exp, role } = claims;
  if (typeof sub !== 'string' || typeof session_id !== 'string' || typeof exp !== 'number') return null;
  return role === 'authenticated' && exp > Date.now() / 1000 ? { sub, session_id, exp } : null;
}
