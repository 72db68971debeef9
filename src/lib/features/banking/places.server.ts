import type { Keyring, Place } from '$lib/server/crypto/keyring.server';
import { lastingWords } from './words';

export function sealedPlace(line: string, column: 'name' | 'iban' | 'text'): Place {
  return { table: 'bank_lines', row: line, column };
}

/** Names of the keyed indexes; others would make every stored key unfindable. */
const IDENTITY_INDEX = 'bank.identity';
const REFERENCE_INDEX = 'bank.reference';
const ACCOUNT_INDEX = 'bank.account';
const TEXT_INDEX = 'bank.text';

/** Equal exactly for lines that say the same of one account. */
export function identityKey(keyring: Keyring, account: string, says: readonly string[]): string {
  return keyring.index(IDENTITY_INDEX, JSON.stringify([account, ...says]));
}

export function bankReferenceKey(keyring: Keyring, account: string, reference: string): string {
  return keyring.index(REFERENCE_INDEX, `${account}|${reference}`);
}

/** Of the other side's account. */
export function accountKey(keyring: Keyring, campaign: string, number: string): string {
  return keyring.index(ACCOUNT_INDEX, `${campaign}|${number}`);
}

/** Of the words of a line that last: what a bank writes beside the same fee every month. */
export function textKey(keyring: Keyring, campaign: string, text: string): string | null {
  const words = lastingWords(text);
  return words.length < 4 ? null : keyring.index(TEXT_INDEX, `${campaign}|${words}`);
}
