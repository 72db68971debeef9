import { describe, expect, it } from 'vitest';
import { forecasts, quantile, type FundAhead } from './ahead';
import type { CurrencyTotals, FundOverview } from './overview';

const NONE = {
  entries: 1,
  unrated: 0,
  received: '0',
  fees: '0',
  committed: '0',
  spent: '0',
  posted: '0',
  returned: '0',
  lost: '0',
  pot: '0',
  opened: '0',
  exchanged: '0',
  convertedReceived: '0',
  convertedFees: '0',
  convertedSpent: '0',
  convertedReturned: '0',
  convertedLost: '0',
  rate: '1',
  rateSource: 'same',
  rateDate: '2026-03-01',
  convertedPot: '0',
  convertedCommitted: '0',
  convertedPosted: '0',
} satisfies Omit<CurrencyTotals, 'currency'>;
const overview = (totals: Partial<CurrencyTotals>[], report: string | null = 'EUR'): FundOverview => ({
  at: '2026-03-04T00:00:00Z',
  totals: totals.map((one) => ({ ...NONE, currency: 'EUR', ...one })),
  report,
  goal: null,
  closedUntil: null,
  openMonths: 0,
  pledged: [],
  openLines: 0,
});
const MONDAYS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09'] as const;
const ahead = (more: Partial<FundAhead> = {}): FundAhead => ({
  today: '2026-03-04',
  week: '2026-03-02',
  first: '2026-01-05',
  days: [],
  weeks: MONDAYS.map((week) => ({ week, currency: 'EUR', minor: '1000' })),
  due: [],
  ...more,
});

describe('how long the money lasts', () => {
  it('takes whole weeks since the first gift, those without any included', () => {
    const [one] = forecasts(overview([{ pot: '5000', received: '5000' }]), ahead());
    // Six weeks with a thousand, two without.
    expect(one).toMatchObject({ weeks: 8, pace: { low: 750, mid: 1000, high: 1000 }, short: { low: null, mid: null } });
    expect(one?.points).toHaveLength(27);
    expect(one?.points[0]).toEqual({ day: '2026-03-04', due: 0, low: 5000, mid: 5000, high: 5000 });
    expect(one?.points[2]).toMatchObject({ day: '2026-03-18', low: 6500, mid: 7000 });
  });

  it('says when a weak pace no longer covers what falls due, and a usual one still does', () => {
    const due = [{ day: '2026-03-20', currency: 'EUR', minor: '7800', n: 1 }];
    const [one] = forecasts(overview([{ pot: '5000', committed: '7800' }]), ahead({ due }));
    expect(one).toMatchObject({ undated: 0, short: { low: '2026-03-25', mid: null } });
    expect(one?.points[3]).toMatchObject({ due: 7800, low: 5000 - 7800 + 3 * 750 });
  });

  it('counts what has no day as due now, and estimates nothing from fewer than four weeks', () => {
    const [one] = forecasts(overview([{ pot: '100', committed: '300' }]), ahead({ first: '2026-02-20' }));
    expect(one).toMatchObject({ pace: null, undated: 300, short: { low: '2026-03-04', mid: '2026-03-04' } });
    expect(one?.points.every(({ mid }) => mid === -200)).toBe(true);
  });

  it('puts currencies together only while each has a rate', () => {
    const totals = [{ pot: '5000' }, { currency: 'ARS', pot: '150000', rate: '0.001' }];
    expect(forecasts(overview(totals), ahead())).toMatchObject([{ currency: 'EUR', together: true }]);
    expect(forecasts(overview(totals), ahead())[0]?.points[0]?.mid).toBe(5150);
    const apart = forecasts(overview([{ pot: '5000' }, { currency: 'ARS', pot: '150000', rate: null }]), ahead());
    expect(apart.map(({ currency, together }) => [currency, together])).toEqual([
      ['EUR', false],
      ['ARS', false],
    ]);
    expect(forecasts(overview(totals, null), ahead())).toHaveLength(2);
  });
});

it('a quantile lies between its neighbours', () => {
  expect(quantile([], 0.5)).toBe(0);
  expect(quantile([10], 0.25)).toBe(10);
  expect(quantile([0, 100], 0.25)).toBe(25);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
});
