import { createHmac } from 'node:crypto';
import type { Keyring } from '$lib/server/crypto/keyring.server';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE = 16;

/**
 * The code with which a signer proves that they are in a list: 80 bits in an alphabet without i, l, o and u, in fours.
 * Derived, not stored: the same at every asking, and nowhere in the database.
 */
export function codeOf(keyring: Pick<Keyring, 'derive'>, signature: string): string {
  const bytes = createHmac('sha256', keyring.derive('delivery.code')).update(signature, 'utf8').digest();
  const signs = Array.from({ length: CODE }, (_, at) => {
    const bit = at * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    return LETTERS[(pair >> (11 - (bit & 7))) & 31] ?? '';
  });
  return signs.join('').replace(/(.{4})(?!$)/g, '$1-');
}

/** A code as typed, with what people confuse put right; null when it can be none. */
export function readCode(typed: string): string | null {
  const plain = typed
    .toLowerCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  if (plain.length !== CODE || [...plain].some((sign) => !LETTERS.includes(sign))) return null;
  return plain.replace(/(.{4})(?!$)/g, '$1-');
}
