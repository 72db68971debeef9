import type { BankBalance } from './ledger';

/** All figures of one currency, minor units as text. Converted ones are null while no rate is known. */
export interface CurrencyTotals {
  currency: string;
  entries: number;
  /** Entries booked without a rate: they are in no converted sum. */
  unrated: number;
  received: string;
  fees: string;
  committed: string;
  spent: string;
  /** Bail that is with a court now. */
  posted: string;
  returned: string;
  lost: string;
  pot: string;
  opened: string;
  exchanged: string;
  convertedReceived: string;
  convertedFees: string;
  convertedSpent: string;
  convertedReturned: string;
  convertedLost: string;
  rate: string | null;
  rateSource: string | null;
  rateDate: string | null;
  convertedPot: string | null;
  convertedCommitted: string | null;
  convertedPosted: string | null;
}

export interface FundOverview {
  at: string;
  totals: CurrencyTotals[];
  /** Currency in which everything is told besides; null while nobody chose one. */
  report: string | null;
  goal: string | null;
  closedUntil: string | null;
  openMonths: number;
  /** Promised and not yet received. */
  pledged: { currency: string; minor: string; n: number }[];
  openLines: number;
  /** Absent for those who see totals only. */
  accounts?: BankBalance[];
}

export const FIGURES = ['received', 'fees', 'committed', 'spent', 'posted', 'returned', 'lost', 'pot'] as const;
export type FigureName = (typeof FIGURES)[number];

const CONVERTED = {
  received: 'convertedReceived',
  fees: 'convertedFees',
  committed: 'convertedCommitted',
  spent: 'convertedSpent',
  posted: 'convertedPosted',
  returned: 'convertedReturned',
  lost: 'convertedLost',
  pot: 'convertedPot',
} as const satisfies Record<FigureName, keyof CurrencyTotals>;

/** A figure over all currencies in the report currency. `whole` is false when something of it has no rate. */
export function convertedSum(totals: readonly CurrencyTotals[], figure: FigureName): { minor: bigint; whole: boolean } {
  let minor = 0n;
  let whole = true;
  for (const row of totals) {
    const part = row[CONVERTED[figure]];
    const moved = !['committed', 'posted', 'pot'].includes(figure);
    if (part === null || (moved && row.unrated > 0 && row[figure] !== '0')) whole &&= row[figure] === '0';
    if (part !== null) minor += BigInt(part);
  }
  return { minor, whole };
}

/** What is in the pot and not yet promised to anybody. */
export const freeOf = ({ pot, committed }: Pick<CurrencyTotals, 'pot' | 'committed'>): bigint =>
  BigInt(pot) - BigInt(committed);

export interface Attention {
  kind: 'lines' | 'unrated' | 'negative' | 'short' | 'months' | 'report';
  n: number;
  /** Currencies it is about. */
  what: string;
}

/** What a treasurer has to look at; each leads to the place where it is done. */
export function attention(overview: FundOverview): Attention[] {
  const unrated = overview.report === null ? 0 : overview.totals.reduce((sum, { unrated: n }) => sum + n, 0);
  const short = overview.totals
    .filter((row) => freeOf(row) < 0n && row.committed !== '0')
    .map(({ currency }) => currency);
  const negative = (overview.accounts ?? []).filter(({ minor }) => minor.startsWith('-'));
  const all: Attention[] = [
    { kind: 'lines', n: overview.openLines, what: '' },
    { kind: 'unrated', n: unrated, what: '' },
    { kind: 'negative', n: negative.length, what: negative.map(({ currency }) => currency).join(', ') },
    { kind: 'short', n: short.length, what: short.join(', ') },
    { kind: 'months', n: overview.openMonths, what: '' },
    { kind: 'report', n: overview.report === null && overview.totals.length > 1 ? 1 : 0, what: '' },
  ];
  return all.filter(({ n }) => n > 0);
}

/** A rate as it is read aloud: a unit of the stronger currency, with four decimals or as many as it has. */
export function readableRate(currency: string, rate: string, report: string): { one: string; is: string; of: string } {
  const value = Number(rate);
  const [one, of, shown] = value >= 0.1 ? [currency, report, value] : [report, currency, 1 / value];
  return { one, is: shown.toFixed(shown >= 100 ? 2 : 4), of };
}
