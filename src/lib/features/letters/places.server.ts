import type { Place } from '$lib/server/crypto/keyring.server';

/** Where the sealed parts of a request for letters lie. */
export function sealedPlace(request: string, column: 'name' | 'email' | 'words'): Place {
  return { table: 'letter_requests', row: request, column };
}

/** Purpose of the link in the mail that asks for confirmation. */
export const LETTERS_LINK = 'letters.confirm';
