import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { readEntries, readTotals } from './model';

const entry = (id: string, value_date: string, more: Row = {}): Row => ({
  id,
  kind: 'gift',
  value_date,
  currency: 'ARS',
  amount_minor: 150000,
  has_donor: false,
  note: '',
  reverses: null,
  created_at: `${value_date}T10:00:00+00:00`,
  ...more,
});

describe('the ledger', () => {
  it('is newest first and marks what another entry cancels', () => {
    const rows = [
      entry('a', '2026-03-01'),
      entry('b', '2026-03-02'),
      entry('r', '2026-03-01', {
        kind: 'reversal',
        reverses: 'a',
        amount_minor: -150000,
        created_at: '2026-03-09T00:00:00+00:00',
      }),
    ];
    const read = readEntries(rows);
    expect(read.map(({ id }) => id)).toEqual(['b', 'r', 'a']);
    expect(read.map(({ reversed }) => reversed)).toEqual([false, false, true]);
    expect(read[1]).toMatchObject({ kind: 'reversal', minor: -150000n, reverses: 'a' });
  });

  it('keeps every cent of the largest amount', () => {
    const [one] = readEntries([entry('a', '2026-03-01', { amount_minor: 999_999_999_999_999 })]);
    expect(one?.minor).toBe(999_999_999_999_999n);
    expect(readEntries([entry('a', '2026-03-01', { amount_minor: '12' })])[0]?.minor).toBe(12n);
  });

  it('names pesos first and never adds currencies up', () => {
    const totals = readTotals([
      { id: '1', currency: 'ZAR', received_minor: 1 },
      { id: '2', currency: 'USD', received_minor: 500 },
      { id: '3', currency: 'ARS', received_minor: 100 },
    ]);
    expect(totals).toEqual([
      { currency: 'ARS', minor: 100n },
      { currency: 'USD', minor: 500n },
      { currency: 'ZAR', minor: 1n },
    ]);
  });
});
