import type { Db } from '$lib/server/backend/index.server';
import type { Keyring } from '$lib/server/crypto/keyring.server';
import { call } from '$lib/server/rpc.server';
import { canonicalEmail, readAddress } from './email';
import type { ListAsked } from './filter';
import type { ListedSignature, Opened } from './listed';
import { nameKeyText } from './model';
import { EMAIL_INDEX, NAME_INDEX, sealedPlace } from './places.server';

type SealedRow = Omit<ListedSignature, 'name' | 'email'> & { nameSealed: string | null; emailSealed: string | null };

/** Null for what was wiped; undefined for what the keys of this installation do not open. */
export function openSealed(
  keyring: Keyring,
  row: string,
  column: 'name' | 'email' | 'comment' | 'town',
  sealed: string | null,
): Opened {
  if (sealed === null) return null;
  try {
    return keyring.open(sealed, sealedPlace(row, column));
  } catch {
    return undefined;
  }
}

const openRow =
  (keyring: Keyring) =>
  ({ nameSealed, emailSealed, ...row }: SealedRow): ListedSignature => ({
    ...row,
    name: openSealed(keyring, row.id, 'name', nameSealed),
    email: openSealed(keyring, row.id, 'email', emailSealed),
  });

/** How many rows a filter selects; `exact` is false when there are more than were counted. */
export interface Matching {
  n: number;
  exact: boolean;
}
export interface ListPage {
  rows: ListedSignature[];
  /** There are further rows after the last one. */
  more: boolean;
  matching: Matching;
}

/** One page of signatures, opened for the person who asks: the database decided that they may. */
export async function listSignatures(
  db: Db,
  keyring: Keyring,
  campaign: string,
  { filter, oldest, beyond }: ListAsked,
  n: number,
): Promise<ListPage> {
  const [rows, matching] = await Promise.all([
    call<SealedRow[]>(db, 'signatures_find', {
      campaign,
      filter,
      oldest,
      ...(beyond ? { at: beyond.at, id: beyond.id } : {}),
      // One more than is shown tells whether there is a next page.
      n: n + 1,
    }),
    call<Matching>(db, 'signatures_matching', { campaign, filter }),
  ]);
  return { rows: rows.slice(0, n).map(openRow(keyring)), more: rows.length > n, matching };
}

/** Countries and sources that a filter can name. */
export function listFacets(db: Db, campaign: string): Promise<{ countries: string[]; sources: string[] }> {
  return call(db, 'signatures_facets', { campaign });
}

/**
 * Signatures of one mailbox or one whole name, newest first. What is sealed cannot be searched by a part: the keyed index
 * knows only whether two are equal, for names without accents, case and punctuation, for mailboxes in canonical form.
 */
export async function searchSignatures(
  db: Db,
  keyring: Keyring,
  campaign: string,
  words: string,
): Promise<ListedSignature[]> {
  const address = readAddress(words);
  const name = nameKeyText(words);
  const keys =
    address === null
      ? { name_key: name === '' ? null : keyring.index(NAME_INDEX, `${campaign}|${name}`) }
      : { email_key: keyring.index(EMAIL_INDEX, `${campaign}|${canonicalEmail(address)}`) };
  return (await call<SealedRow[]>(db, 'signatures_by_key', { campaign, ...keys })).map(openRow(keyring));
}
