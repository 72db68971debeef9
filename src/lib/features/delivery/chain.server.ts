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

/** What stands in the database for a code. */
export function codeKeyOf(keyring: Pick<Keyring, 'index'>, code: string): string {
  return keyring.index('delivery.code', code);
}
