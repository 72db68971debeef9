import type { Row } from '$lib/contracts/journal';

export interface FundTotal {
  currency: string;
  minor: bigint;
}

export interface FundEntry {
  id: string;
  kind: 'gift' | 'reversal';
  /** Civil day. */
  valueDate: string;
  currency: string;
  minor: bigint;
  hasDonor: boolean;
  note: string;
  reverses: string | null;
  /** True once another entry cancels this one. */
  reversed: boolean;
  bookedAt: string;
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

/** The ledger, newest value date first; of one day the last booked first. */
export function readEntries(rows: readonly Row[]): FundEntry[] {
  const reversed = new Set(rows.map((row) => row['reverses']).filter((id) => typeof id === 'string'));
  return rows
    .map((row): FundEntry => {
      const id = text(row['id']);
      return {
        id,
        kind: row['kind'] === 'reversal' ? 'reversal' : 'gift',
        valueDate: text(row['value_date']),
        currency: text(row['currency']),
        minor: minor(row['amount_minor']),
        hasDonor: row['has_donor'] === true,
        note: text(row['note']),
        reverses: typeof row['reverses'] === 'string' ? row['reverses'] : null,
        reversed: reversed.has(id),
        bookedAt: text(row['created_at']),
      };
    })
    .sort((a, b) => {
      const [left, right] = [`${a.valueDate} ${a.bookedAt} ${a.id}`, `${b.valueDate} ${b.bookedAt} ${b.id}`];
      return left < right ? 1 : left > right ? -1 : 0;
    });
}
