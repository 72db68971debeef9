import { FUND_CATEGORIES, type FundCategory, type LineLevel } from '$lib/contracts/fund';
import { isUuid } from '$lib/kernel/ids';

export const REQUEST_STATES = ['waiting', 'approved', 'partly', 'paid', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** A request as a list shows it. Amounts are minor units as text. */
export interface RequestLine {
  id: string;
  number: number;
  reference: string;
  category: FundCategory;
  minor: string;
  currency: string;
  /** Civil day. */
  dueOn: string | null;
  caseCode: string;
  level: LineLevel;
  publicNote: string;
  state: RequestState;
  version: number;
  paidMinor: string;
  committedMinor: string;
  own: boolean;
  by: string | null;
  at: string;
  decidedAt: string | null;
  /** Code of the person it is about. */
  person: string | null;
  personId: string | null;
  receipts: number;
  /** Yeses to this version, and how many it takes. */
  yes: number;
  wanted: number;
  forMe: boolean;
}
export interface Paper {
  id: string;
  at: string;
  type: string;
  size: number;
  by: string | null;
}
export interface Payment {
  id: string;
  day: string;
  /** Of the request, in its currency. */
  minor: string;
  paidCurrency: string;
  paidMinor: string;
  feeMinor: string;
  account: string | null;
  undone: boolean;
  byBank: boolean;
}
export type ActKind =
  | 'asked'
  | 'edited'
  | 'approved'
  | 'committed'
  | 'refused'
  | 'withdrawn'
  | 'paid'
  | 'unpaid'
  | 'closed'
  | 'shown'
  | 'receipt_added'
  | 'receipt_removed'
  | 'receipt_opened'
  | 'bail_set'
  | 'bail_returned'
  | 'bail_lost'
  | 'bail_undone';
export interface Act {
  id: string;
  kind: ActKind;
  at: string;
  by: string | null;
}
/** One request, opened for somebody who may read it. */
export interface RequestFull extends RequestLine {
  payee: string;
  account: string;
  purpose: string;
  reason: string;
  limitMinor: string;
  /** How many treasurers there are to say yes. */
  treasurers: number;
  papers: Paper[];
  payments: Payment[];
  acts: Act[];
}
export interface Choices {
  people: { id: string; code: string }[];
  cases: string[];
  limits: { currency: string; minor: string }[];
  accounts: { id: string; name: string; currency: string }[];
}
export interface SpendTodo {
  forMe: number;
  waiting: number;
  toPay: number;
  late: number;
  /** Bail that a court should give back within a week. */
  bailSoon: number;
}

/** What is to be done, each with where it is done below the fund's desk. */
export function todosOf({ forMe, toPay, late, bailSoon }: SpendTodo) {
  return (
    [
      { kind: 'for_me', n: forMe, path: '/spending' },
      { kind: 'to_pay', n: toPay, path: '/spending?state=approved' },
      { kind: 'late', n: late, path: '/spending?late=1' },
      { kind: 'bail', n: bailSoon, path: '/bail?soon=1' },
    ] as const
  ).filter(({ n }) => n > 0);
}

/** What gifts have paid for, as a donor reads it. */
export interface DonorLine {
  /** Civil day. */
  day: string;
  kind: 'payment' | 'bail_posted' | 'bail_returned' | 'bail_lost';
  category: FundCategory | null;
  currency: string;
  minor: string;
  note: string;
}

const known =
  (words: readonly string[]) =>
  (value: string): boolean =>
    words.includes(value);
/** Each part of a filter and what it takes; `public.spend_page` reads the same words. */
const PARTS = {
  state: known(REQUEST_STATES),
  category: known(FUND_CATEGORIES),
  currency: (value: string) => /^[A-Z]{3}$/.test(value),
  person: (value: string) => isUuid(value),
  mine: known(['1']),
  late: known(['1']),
} as const satisfies Record<string, (value: string) => boolean>;
export type RequestFilter = Partial<Record<keyof typeof PARTS, string>>;

/** The filter that stands in an address; what it does not know falls away. */
export function requestFilter(params: URLSearchParams): RequestFilter {
  const parts = Object.entries(PARTS).flatMap(([part, takes]) => {
    const value = params.get(part) ?? '';
    return takes(value) ? [[part, value]] : [];
  });
  return Object.fromEntries(parts) as RequestFilter;
}

/** Where the next page of a list begins, as it stands in the address. */
export function beyondOf(params: URLSearchParams): { at: string; id: string } | null {
  const [at = '', id = ''] = (params.get('before') ?? '').split('~');
  return isUuid(id) && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/.test(at) ? { at, id } : null;
}

/** What is left to be paid. */
export function restOf({ minor, paidMinor }: Pick<RequestLine, 'minor' | 'paidMinor'>): bigint {
  return BigInt(minor) - BigInt(paidMinor);
}

/** Who reads how much of a line: all of it, or only what it adds to the sum of its month. */
export function seenBy(level: LineLevel): Record<'public' | 'donors', 'line' | 'sum'> {
  return { public: level === 'public' ? 'line' : 'sum', donors: level === 'treasurers' ? 'sum' : 'line' };
}
