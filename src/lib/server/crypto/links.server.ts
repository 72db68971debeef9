/**
 * Signed links. 36 bytes: id (16), generation (2), day of issue (2), first half of an HMAC-SHA256 (16).
 * 36 bytes are exactly 48 characters of base64url, so a token has one spelling only.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Result } from '../../contracts/errors';
import { isUuid } from '../../kernel/ids';
import { fail, ok } from '../../kernel/result';

export interface Link {
  id: string;
  generation: number;
  /** Whole days since the link was made, counted in UTC: 0 is today. */
  ageDays: number;
}

const DAY_MS = 86_400_000;
/** 1 January 2024 in days since 1970. Two bytes reach to the year 2203. */
const FIRST_DAY = 19_723;
const BODY = 20;
const MAC = 16;

/** Used through `Keyring.linkToken`. */
export function makeLinkToken(key: Uint8Array, id: string, generation: number, nowMs: number = Date.now()): string {
  if (!isUuid(id)) throw new RangeError('A link is made for a UUID');
  if (!Number.isInteger(generation) || generation < 0 || generation > 0xffff)
    throw new RangeError('Generation out of range');
  const body = Buffer.alloc(BODY);
  Buffer.from(id.replaceAll('-', ''), 'hex').copy(body);
  body.writeUInt16BE(generation, 16);
  body.writeUInt16BE(Math.floor(nowMs / DAY_MS) - FIRST_DAY, 18);
  return Buffer.concat([body, mac(key, body)]).toString('base64url');
}

/** Used through `Keyring.readLinkToken`. */
export function readLinkToken(key: Uint8Array, token: string, nowMs: number = Date.now()): Result<Link> {
  if (!/^[A-Za-z0-9_-]{48}$/.test(token)) return fail('not_found');
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, BODY);
  if (!timingSafeEqual(bytes.subarray(BODY), mac(key, body))) return fail('not_found');
  const hex = body.toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  const ageDays = Math.floor(nowMs / DAY_MS) - FIRST_DAY - body.readUInt16BE(18);
  return ok({ id, generation: body.readUInt16BE(16), ageDays });
}

/** A random single-use token for invitations and the setup link, and the hash under which it is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 in hex. Enough for a token of 256 random bits; never for a password. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

function mac(key: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update('ronda-link/1').update(body).digest().subarray(0, MAC);
}
