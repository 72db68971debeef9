import { canonicalEmail } from '$lib/features/signatures/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';

/** By what the letters of one mailbox are found. Another name of the index would make every stored key unfindable. */
export function letterMailboxKey(keyring: Keyring, campaign: string, address: string): string {
  return keyring.index('letter.email', `${campaign}|${canonicalEmail(address)}`);
}
