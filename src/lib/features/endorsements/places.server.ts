import type { Keyring, Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of an endorsement lie. */
export function sealedPlace(endorsement: string, column: 'contact' | 'email'): Place {
  return { table: 'endorsements', row: endorsement, column };
}
/** By what the requests of one mailbox are found. Another name of the index would make every stored key unfindable. */
export function endorserKey(keyring: Keyring, campaign: string, address: string): string {
  return keyring.index('endorsement.email', `${campaign}|${address.toLowerCase()}`);
}
/** Purpose of the links in mails to the contact. */
export const CONTACT_LINK = 'endorsement.contact';
