import {
  ENTRY_KINDS,
  FUND_CATEGORIES,
  LINE_LEVELS,
  type AccountKind,
  type EntryKind,
  type FundCategory,
  type LineLevel,
} from '$lib/contracts/fund';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

/** A line of the ledger as the desk reads it; who gave is not part of it. Amounts are minor units as text. */
export interface LedgerLine {
  id: string;
  kind: EntryKind;
  /** Civil day. */
  day: string;
  currency: string;
  minor: string;
  hasDonor: boolean;
  note: string;
  category: FundCategory | null;
  level: LineLevel;
  publicNote: string;
  refKind: string | null;
  refId: string | null;
  reverses: string | null;
  reversedBy: string | null;
  /** The kind that this reversal takes back. */
  of: EntryKind | null;
  rate: string | null;
  rateSource: string | null;
  rateDate: string | null;
  /** In the report currency, at the frozen rate. */
  converted: string | null;
  /** Name of whoever booked it; null for machines and closed accounts. */
  by: string | null;
  at: string;
}

export interface LedgerEntryFull extends LedgerLine {
  /** Its month is closed. */
  closed: boolean;
  postings: { account: string; kind: AccountKind; name: string; currency: string; minor: string }[];
}

export interface BankBalance {
  id: string;
  /** Empty for the account without details. */
  name: string;
  currency: string;
  minor: string;
  public: boolean;
  closed: boolean;
  /** Somebody entered its details. */
  known: boolean;
}

const choice =
  (known: readonly string[]) =>
  (value: string): boolean =>
    known.includes(value);
const isDay = (value: string): boolean => parseDay(value).ok;

/** Each part of a filter and what it takes; `public.fund_page` reads the same words. */
const PARTS = {
  kind: choice(ENTRY_KINDS),
  account: (value: string) => isUuid(value),
  currency: (value: string) => /^[A-Z]{3}$/.test(value),
  category: choice(FUND_CATEGORIES),
  level: choice(LINE_LEVELS),
  from: isDay,
  to: isDay,
  rate: choice(['none']),
} as const satisfies Record<string, (value: string) => boolean>;
export type LedgerPart = keyof typeof PARTS;
const LEDGER_PARTS = Object.keys(PARTS) as LedgerPart[];
export type LedgerFilter = Partial<Record<LedgerPart, string>>;

/** Where a page begins: after this line. */
export interface Beyond {
  day: string;
  id: string;
}

/** What an address asks of the ledger. Parts that mean nothing fall away: an old link still shows a list. */
export function readLedgerAsked(params: URLSearchParams): { filter: LedgerFilter; beyond: Beyond | null } {
  const filter: LedgerFilter = {};
  for (const part of LEDGER_PARTS) {
    const value = (params.get(part) ?? '').trim();
    if (value !== '' && PARTS[part](value)) filter[part] = value;
  }
  const [day = '', id = ''] = (params.get('after') ?? '').split('_');
  return { filter, beyond: isDay(day) && isUuid(id) ? { day, id } : null };
}

/** The address of a view: the same filter gives the same one. */
export function ledgerQuery(filter: LedgerFilter, beyond: Beyond | null = null): string {
  const params = new URLSearchParams();
  for (const part of LEDGER_PARTS) if (filter[part] !== undefined) params.set(part, filter[part]);
  if (beyond) params.set('after', `${beyond.day}_${beyond.id}`);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}
