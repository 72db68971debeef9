import type { Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of an endorsement lie. */
export function sealedPlace(endorsement: string, column: 'contact' | 'email'): Place {
  return { table: 'endorsements', row: endorsement, column };
}
/** Name of the keyed index; another would make every stored key unfindable. */
export const EMAIL_INDEX = 'endorsement.email';
/** Purpose of the links in mails to the contact. */
export const CONTACT_LINK = 'endorsement.contact';
