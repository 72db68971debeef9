import { describe, expect, it } from 'vitest';
import { attention, convertedSum, readableRate, type CurrencyTotals, type FundOverview } from './overview';

const row = (currency: string, more: Partial<CurrencyTotals> = {}): CurrencyTotals => ({
  currency,
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
  ...more,
});
const overview = (totals: CurrencyTotals[], more: Partial<FundOverview> = {}): FundOverview => ({
  at: '2026-03-01T00:00:00Z',
  totals,
  report: 'EUR',
  goal: null,
  closedUntil: null,
  openMonths: 0,
  pledged: [],
  openLines: 0,
  ...more,
});

describe('the converted sum', () => {
  it('adds what has a rate and says when something has none', () => {
    const eur = row('EUR', { received: '500', convertedReceived: '500' });
    expect(convertedSum([eur, row('ARS', { received: '900', convertedReceived: '1' })], 'received')).toEqual({
      minor: 501n,
      whole: true,
    });
    expect(convertedSum([eur, row('ARS', { received: '900', unrated: 1 })], 'received')).toEqual({
      minor: 500n,
      whole: false,
    });
    expect(convertedSum([eur, row('ARS', { pot: '900', convertedPot: null })], 'pot')).toEqual({
      minor: 0n,
      whole: false,
    });
    expect(convertedSum([eur, row('ARS', { convertedPot: null })], 'pot')).toEqual({ minor: 0n, whole: true });
  });
});

describe('what needs attention', () => {
  it('is named once each, and nothing when all is well', () => {
    expect(attention(overview([row('EUR')]))).toEqual([]);
    const told = attention(
      overview([row('ARS', { pot: '5', committed: '9', unrated: 2 })], { openLines: 3, openMonths: 1 }),
    );
    expect(told.map(({ kind, n }) => [kind, n])).toEqual([
      ['lines', 3],
      ['unrated', 2],
      ['short', 1],
      ['months', 1],
    ]);
  });
});

it('tells a rate as people say it: of the stronger currency', () => {
  expect(readableRate('ARS', '0.000575208513086', 'EUR')).toEqual({ one: 'EUR', is: '1738.50', of: 'ARS' });
  expect(readableRate('USD', '0.866551126516464', 'EUR')).toEqual({ one: 'USD', is: '0.8666', of: 'EUR' });
});
