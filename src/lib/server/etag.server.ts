import { createHash } from 'node:crypto';

/** A strong tag of what an answer says. */
export function tagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** True when one of the tags of `If-None-Match` is this one; proxies put `W/` before it when they compress. */
export function isKnown(header: string | null, tag: string): boolean {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
