import type { Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of a request for letters lie. */
export function sealedPlace(request: string, column: 'name' | 'email' | 'words'): Place {
  return { table: 'letter_requests', row: request, column };
}

/** Name of the keyed index of a writer's mailbox. Another name would make every stored key unfindable. */
export const LETTER_EMAIL_INDEX = 'letter.email';

/** Purpose of the link in the mail that asks for confirmation. */
export const LETTERS_LINK = 'letters.confirm';
