import { describe, expect, it } from 'vitest';
import { beyondOf, requestFilter, restOf, seenBy } from './model';

describe('the list of requests', () => {
  it('takes from an address what it knows and nothing else', () => {
    const asked = new URLSearchParams('state=paid&category=yachts&currency=ARS&mine=1&late=yes&x=1');
    expect(requestFilter(asked)).toEqual({ state: 'paid', currency: 'ARS', mine: '1' });
    expect(requestFilter(new URLSearchParams('person=1 or 1=1'))).toEqual({});
  });

  it('goes on where a page ended', () => {
    const id = '0190b5a0-0000-7000-8000-000000000001';
    const at = '2026-11-22T10:00:00.123456+00:00';
    expect(beyondOf(new URLSearchParams({ before: `${at}~${id}` }))).toEqual({ at, id });
    for (const before of ['', 'x', `${at}~x`, `now()~${id}`])
      expect(beyondOf(new URLSearchParams({ before }))).toBeNull();
  });
});

it('counts what is left to be paid, and says who reads a line', () => {
  expect(restOf({ minor: '1000', paidMinor: '400' })).toBe(600n);
  expect(seenBy('public')).toEqual({ public: 'line', donors: 'line' });
  expect(seenBy('donors')).toEqual({ public: 'sum', donors: 'line' });
  expect(seenBy('treasurers')).toEqual({ public: 'sum', donors: 'sum' });
});
