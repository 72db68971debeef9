import type { Row } from '$lib/contracts/journal';
import type { Locale } from '$lib/contracts/locales';
import { ENDORSER_KINDS, type EndorserKind } from '$lib/contracts/ops';

/** An organisation as everybody sees it. */
export interface PublicOrganisation {
  id: string;
  name: string;
  country: string;
  kind: EndorserKind;
  website: string | null;
  quote: string;
  locale: Locale;
  /** Id of the file. */
  logo: string | null;
  at: string;
}

export const ENDORSEMENT_STATES = ['asked', 'confirmed', 'declined', 'withdrawn'] as const;
export type EndorsementState = (typeof ENDORSEMENT_STATES)[number];

/** An organisation as the team sees it. Who wrote for it is not part of it. */
export interface Endorsement {
  id: string;
  state: EndorsementState;
  name: string;
  country: string;
  kind: EndorserKind;
  website: string;
  quote: string;
  locale: Locale;
  logo: string | null;
  place: number | null;
  fromForm: boolean;
  hasContact: boolean;
  /** The contact's mailbox has answered. */
  answered: boolean;
  removed: boolean;
  createdAt: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function read(row: Row): Endorsement {
  const logo = text(row['logo_id']);
  return {
    id: text(row['id']),
    state: ENDORSEMENT_STATES.find((state) => state === row['state']) ?? 'asked',
    name: text(row['name']),
    country: text(row['country']),
    kind: ENDORSER_KINDS.find((kind) => kind === row['kind']) ?? 'other',
    website: text(row['website']),
    quote: text(row['quote']),
    locale: row['locale'] === 'en' ? 'en' : 'es',
    logo: logo === '' ? null : logo,
    place: typeof row['place'] === 'number' ? row['place'] : null,
    fromForm: row['from_form'] === true,
    hasContact: row['has_contact'] === true,
    answered: typeof row['mailbox_at'] === 'string',
    removed: typeof row['removed_at'] === 'string',
    createdAt: text(row['created_at']),
  };
}

export const VIEWS = ['asked', 'confirmed', 'other'] as const;
export type View = (typeof VIEWS)[number];

/** Where an organisation is found: waiting, public, or neither. */
export function viewOf({ state, removed }: Pick<Endorsement, 'state' | 'removed'>): View {
  return removed || state === 'declined' || state === 'withdrawn' ? 'other' : state;
}

export function viewFrom(value: string | null): View | null {
  return VIEWS.find((view) => view === value) ?? null;
}

/** Public ones in the order in which the public sees them, all others newest first. */
export function readEndorsements(rows: readonly Row[]): Endorsement[] {
  const key = (one: Endorsement): string => `${one.createdAt} ${one.id}`;
  return rows.map(read).sort((a, b) => {
    const places = (a.place ?? 10_000) - (b.place ?? 10_000);
    if (viewOf(a) === 'confirmed' && viewOf(b) === 'confirmed' && places !== 0) return places;
    return key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0;
  });
}

/** Ids of those that share their name with another one: probably the same organisation, asked for twice. */
export function sameNames(all: readonly Endorsement[]): ReadonlySet<string> {
  const plain = (name: string): string =>
    name
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const seen = new Map<string, string[]>();
  for (const { id, name } of all.filter((one) => viewOf(one) !== 'other')) {
    seen.set(plain(name), [...(seen.get(plain(name)) ?? []), id]);
  }
  return new Set([...seen.values()].filter((ids) => ids.length > 1).flat());
}
