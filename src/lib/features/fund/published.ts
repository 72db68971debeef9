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
  months: FlowSum[];
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
  day: string;
  /** An entry that is public, or the sum of a month's entries that are not. */
  kind: 'entry' | 'sum';
  key: string;
  figure: 'received' | 'fees' | 'spent' | 'bail_out' | 'returned' | 'lost';
  category: string;
  currency: string;
  minor: string;
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

/** Money that went out, by month and purpose, newest month first. Fees are a purpose of their own. */
export function moneyOut(
  months: readonly FlowSum[],
): { month: string; currency: string; purpose: string; minor: string }[] {
  return months
    .filter(({ figure }) => figure === 'spent' || figure === 'fees' || figure === 'bail_out')
    .map(({ month, currency, figure, category, minor }) => ({
      month,
      currency,
      purpose: figure === 'fees' ? 'fees' : figure === 'bail_out' ? 'bail' : category || 'other',
      minor,
    }));
}

/** Parts of the thermometer of one currency, each as a share of the largest, in per mille. */
export function thermometer(
  total: CurrencyTotals,
): { part: 'raised' | 'spent' | 'committed' | 'posted' | 'returned' | 'pot'; minor: bigint; width: number }[] {
  const raised = BigInt(total.received) + BigInt(total.opened);
  const parts = [
    { part: 'raised', minor: raised },
    { part: 'spent', minor: BigInt(total.spent) + BigInt(total.lost) + BigInt(total.fees) },
    { part: 'committed', minor: BigInt(total.committed) },
    { part: 'posted', minor: BigInt(total.posted) },
    { part: 'returned', minor: BigInt(total.returned) },
    { part: 'pot', minor: BigInt(total.pot) },
  ] as const;
  const most = parts.reduce((top, { minor }) => (minor > top ? minor : top), 1n);
  return parts.map((one) => ({ ...one, width: one.minor <= 0n ? 0 : Number((one.minor * 1000n) / most) }));
}
