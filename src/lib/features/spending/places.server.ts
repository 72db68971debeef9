import type { Keyring, Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of a request lie. */
export function requestPlace(request: string, column: 'payee' | 'account' | 'purpose' | 'reason'): Place {
  return { table: 'spend_requests', row: request, column };
}

/** Name of the keyed index of accounts on the other side; lines of banks have the same, so that one is found by the other. */
const ACCOUNT_INDEX = 'bank.account';

/** Under what a payee's account is found; null for words that are no number of an account. */
export function payeeKey(keyring: Keyring, campaign: string, account: string): string | null {
  const number = account.replace(/[\s.-]/g, '').toUpperCase();
  return /^[A-Z0-9]{8,34}$/.test(number) && /\d{6}/.test(number)
    ? keyring.index(ACCOUNT_INDEX, `${campaign}|${number}`)
    : null;
}
