import type { Keyring } from '$lib/server/crypto/keyring.server';
import { canonicalEmail } from './email';
import { EMAIL_INDEX } from './places.server';

/**
 * By what the signatures of one mailbox are found. With the campaign in it, the same mailbox in two campaigns cannot be
 * matched from the table alone.
 */
export function mailboxKey(keyring: Keyring, campaign: string, address: string): string {
  return keyring.index(EMAIL_INDEX, `${campaign}|${canonicalEmail(address)}`);
}
