import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import type { CurrencyTotals } from './overview';

/** What everybody may read of a fund. Amounts are minor units as text. */
export interface PublicFund {
  /** ISO instant at which the figures were true. */
  at: string;
  totals: CurrencyTotals[];
  report: string | null;
  goal: string | null;
  gifts: GiftSpan[];
  months: FlowSum[];
  /** Paid since the beginning; `summed` of it stands in sums alone. */
  purposes: { currency: string; category: string; minor: string; summed: string }[];
}

/** Gifts of as many months as it takes to have five; `n` is null while the whole fund has fewer. */
export interface GiftSpan {
  /** First days of the first and the last month. */
  from: string;
  to: string;
  currency: string;
  minor: string;
  n: number | null;
}

export interface FlowSum {
  /** First day of the month. */
  month: string;
  currency: string;
  figure: string;
  category: string;
  minor: string;
}

export interface PublicLine {
  /** The last day of a sum. */
  day: string;
  /** The first month of a sum. */
  from: string;
  /** An entry that is public, or the sum of a month's entries that are not. */
  kind: 'entry' | 'sum';
  key: string;
  figure: PublicFigure;
  category: string;
  currency: string;
  minor: string;
  /** Gifts in a sum; null where it is not told. */
  n: number | null;
  note: string;
  reversal: boolean;
}

/** Where a page of public lines begins: after this one. */
export type PublicBeyond = Pick<PublicLine, 'day' | 'kind' | 'key'>;

export function readPublicBeyond(params: URLSearchParams): PublicBeyond | null {
  const [day = '', kind = '', key = ''] = (params.get('after') ?? '').split('~');
  if (!parseDay(day).ok || (kind !== 'entry' && kind !== 'sum')) return null;
  const known = kind === 'entry' ? isUuid(key) : /^[a-z_]+ [a-z_]* [A-Z]{3}$/.test(key);
  return known ? { day, kind, key } : null;
}

export const publicQuery = ({ day, kind, key }: PublicBeyond): string =>
  `?after=${day}~${kind}~${encodeURIComponent(key)}`;

/** What a line of each figure does to the pot. Lost bail had left it before. */
const EFFECT = {
  received: 1n,
  opened: 1n,
  returned: 1n,
  exchanged: 1n,
  fees: -1n,
  spent: -1n,
  bail_out: -1n,
  lost: 0n,
} as const;
export type PublicFigure = keyof typeof EFFECT;

export const effectOf = ({ figure, minor }: Pick<PublicLine, 'figure' | 'minor'>): bigint =>
  EFFECT[figure] * BigInt(minor);

export interface MonthOut {
  /** First day of the month. */
  month: string;
  total: bigint;
  /** By purpose; fees and bail are purposes of their own. */
  parts: ReadonlyMap<string, bigint>;
}

/** Money that went out in one currency, newest month first, and the purposes that occur, the largest first. */
export function monthsOut(months: readonly FlowSum[], currency: string): { purposes: string[]; rows: MonthOut[] } {
  const rows = new Map<string, Map<string, bigint>>();
  const sums = new Map<string, bigint>();
  for (const { month, figure, category, minor, currency: money } of months) {
    if (money !== currency || (figure !== 'spent' && figure !== 'fees' && figure !== 'bail_out')) continue;
    const purpose = figure === 'fees' ? 'fees' : figure === 'bail_out' ? 'bail_out' : category || 'other';
    const row = rows.get(month) ?? new Map<string, bigint>();
    rows.set(month, row.set(purpose, (row.get(purpose) ?? 0n) + BigInt(minor)));
    sums.set(purpose, (sums.get(purpose) ?? 0n) + BigInt(minor));
  }
  return {
    purposes: [...sums].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([purpose]) => purpose),
    rows: [...rows]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([month, parts]) => ({ month, parts, total: [...parts.values()].reduce((sum, minor) => sum + minor, 0n) })),
  };
}

/** How the pot comes about, line by line: the first is where it begins, `pot` what is left. */
export function reckoning(
  total: CurrencyTotals,
): { part: 'raised' | 'fees' | 'spent' | 'posted' | 'lost' | 'exchanged' | 'pot'; minor: bigint; width: number }[] {
  const parts = [
    { part: 'raised', minor: BigInt(total.received) + BigInt(total.opened) },
    { part: 'fees', minor: -BigInt(total.fees) },
    { part: 'spent', minor: -BigInt(total.spent) },
    { part: 'posted', minor: -BigInt(total.posted) },
    { part: 'lost', minor: -BigInt(total.lost) },
    { part: 'exchanged', minor: BigInt(total.exchanged) },
    { part: 'pot', minor: BigInt(total.pot) },
  ] as const;
  const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
  const most = parts.reduce((top, { minor }) => (size(minor) > top ? size(minor) : top), 1n);
  return parts
    .filter(({ part, minor }) => minor !== 0n || part === 'raised' || part === 'pot')
    .map((one) => ({ ...one, width: Number((size(one.minor) * 1000n) / most) }));
}

/** Of each hundred that came in, how many went where; the largest first, what is left in the pot last. */
export function shares(total: CurrencyTotals, purposes: PublicFund['purposes']): { what: string; of100: number }[] {
  const came = Number(total.received) + Number(total.opened) + Math.max(0, Number(total.exchanged));
  if (came <= 0) return [];
  const out = [
    ...purposes
      .filter(({ currency }) => currency === total.currency)
      .map(({ category, minor }) => ({ what: category || 'other', minor: Number(minor) })),
    { what: 'fees', minor: Number(total.fees) },
    { what: 'bail_out', minor: Number(total.posted) },
    { what: 'lost', minor: Number(total.lost) },
    { what: 'exchanged', minor: Math.max(0, -Number(total.exchanged)) },
  ].sort((a, b) => b.minor - a.minor);
  return [...out, { what: 'pot', minor: Number(total.pot) }]
    .filter(({ minor }) => minor > 0)
    .map(({ what, minor }) => ({ what, of100: (minor * 100) / came }));
}
