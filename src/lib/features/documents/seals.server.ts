import { CODE_ALPHABET } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';

type Cell = 'title' | 'name' | 'facts' | 'key';
const placeOf = (document: string, column: Cell): Place => ({ table: 'documents', row: document, column });
const notePlace = (event: string): Place => ({ table: 'document_events', row: event, column: 'note' });

export const sealCell = (document: string, cell: Cell, text: string): string =>
  ronda().keyring.seal(text, placeOf(document, cell));
export const openCell = (document: string, cell: Cell, sealed: string): string =>
  ronda().keyring.open(sealed, placeOf(document, cell));
export const sealNote = (event: string, text: string): string => ronda().keyring.seal(text, notePlace(event));
export const openNote = (event: string, sealed: string): string => ronda().keyring.open(sealed, notePlace(event));

/**
 * What stands on a viewing copy for an account: a code that says nothing to strangers and that the log of the document
 * spells out for the desk.
 */
export function viewerCode(user: string): string {
  const bytes = Buffer.from(ronda().keyring.index('documents.viewer', user), 'base64url');
  return `V-${[...bytes.subarray(0, 6)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')}`;
}
