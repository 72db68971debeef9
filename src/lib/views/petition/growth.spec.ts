import { describe, expect, it } from 'vitest';
import type { TeamTotals } from '$lib/contracts/totals';
import { growth, mapStep } from './growth';

const now = Date.parse('2026-03-05T15:00:00Z');
const frame = (byDay: TeamTotals['byDay']): TeamTotals => ({
  v: 1,
  at: '2026-03-05T15:00:00Z',
  campaign: 'c',
  confirmed: 0,
  pending: 0,
  withdrawn: 0,
  goal: 100,
  byCountry: [],
  bySource: [],
  byHour: [],
  byDay,
  latest: [],
});

describe('growth', () => {
  it('counts days without signatures too, and adds up to today', () => {
    const days = [
      { day: '2026-03-02', n: 3 },
      { day: '2026-03-04', n: 2 },
    ];
    const grown = growth(frame(days), 'UTC', now, 'en');
    expect(grown).toEqual({
      labels: ['2 Mar 2026', '3 Mar 2026', '4 Mar 2026', '5 Mar 2026'],
      perDay: [3, 0, 2, 0],
      total: [3, 3, 5, 5],
    });
  });

  it('shows the last year of a long campaign, on top of what came before', () => {
    const days = [
      { day: '2024-01-01', n: 40 },
      { day: '2026-03-05', n: 2 },
    ];
    const grown = growth(frame(days), 'UTC', now, 'es');
    expect(grown.labels).toHaveLength(366);
    expect(grown.total[0]).toBe(40);
    expect(grown.total.at(-1)).toBe(42);
  });

  it('is empty before the first signature', () => {
    expect(growth(frame([]), 'UTC', now, 'es').labels).toEqual([]);
  });
});

describe('the colours of the map', () => {
  it.each([
    [0, 0],
    [1, 1],
    [9, 1],
    [10, 2],
    [9_999, 4],
    [1_000_000, 5],
  ])('%i is step %i', (n, step) => {
    expect(mapStep(n)).toBe(step);
  });
});
