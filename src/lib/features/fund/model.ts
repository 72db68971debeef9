import type { Row } from '$lib/contracts/journal';

export interface FundTotal {
  currency: string;
  minor: bigint;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Amounts travel as JSON integers below 2^53: whole and exact. */
function minor(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : 0n;
}

/** Order in which currencies are named: pesos first, then those of most gifts from abroad, then by code. */
export const CURRENCIES = ['ARS', 'EUR', 'USD', 'BRL', 'CLP', 'UYU', 'PYG', 'BOB', 'GBP', 'CHF', 'CAD', 'MXN'] as const;
const rank = (currency: string): number => {
  const at = CURRENCIES.findIndex((known) => known === currency);
  return at < 0 ? CURRENCIES.length : at;
};

/** What was received, per currency. Currencies are never added up. */
export function readTotals(rows: readonly Row[]): FundTotal[] {
  return rows
    .map((row) => ({ currency: text(row['currency']), minor: minor(row['received_minor']) }))
    .sort((a, b) => rank(a.currency) - rank(b.currency) || (a.currency < b.currency ? -1 : 1));
}

/** How long after a change the page asks anew: what comes in one breath is asked for once. */
const PAUSE_MS = 250;

/**
 * Calls `again` when somebody booked: the rows of totals count the entries. The first look is not news, and many bookings
 * in a row are one.
 */
export function onNews(again: () => unknown): (rows: readonly Row[]) => void {
  let known: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (rows) => {
    const now = rows.map((row) => `${text(row['currency'])} ${String(row['entries'])}`).join();
    if (known !== null && known !== now) {
      clearTimeout(timer);
      timer = setTimeout(again, PAUSE_MS);
    }
    known = now;
  };
}
