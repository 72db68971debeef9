import { createHash, createHmac } from 'node:crypto';
import type { Keyring } from '$lib/server/crypto/keyring.server';

/** What a line of a delivered list says, its number and delivery included. */
export interface Said {
  delivery: string;
  n: number;
  signature: string;
  country: string;
  /** Civil day on which the signature was confirmed. */
  day: string;
  /** As handed over; empty where only the number is. */
  name: string;
}

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE = 16;

/**
 * The fingerprint of a line. Keyed: with the list of fingerprints alone nobody can try out names, and nobody but this
 * installation can make one.
 */
export function leafOf(keyring: Pick<Keyring, 'derive'>, said: Said): string {
  const { delivery, n, signature, country, day, name } = said;
  const text = ['ronda-leaf/1', delivery, n, signature, country, day, name.normalize('NFC')].join('\n');
  return createHmac('sha256', keyring.derive('delivery.leaf')).update(text, 'utf8').digest('hex');
}

/** Each line holds the one before: SHA-256 of the previous link, the number and the fingerprint, one below the other. */
export function linkOf(previous: string, n: number, leaf: string): string {
  return createHash('sha256').update(`${previous}\n${n}\n${leaf}`, 'utf8').digest('hex');
}

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

/** What stands in the database for a code. */
export function codeKeyOf(keyring: Pick<Keyring, 'index'>, code: string): string {
  return keyring.index('delivery.code', code);
}
