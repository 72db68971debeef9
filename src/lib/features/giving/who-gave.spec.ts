import { expect, it } from 'vitest';
import type { SourceSum } from './desk';
import { whoGave } from './who-gave';

const sum = (source: string, currency: string, receivedN: number, receivedMinor: string): SourceSum => ({
  source,
  currency,
  n: receivedN + 2,
  receivedN,
  pledgedMinor: '0',
  receivedMinor,
});

it('puts sources of few gifts together, and tells no sum of fewer than five', () => {
  expect(
    whoGave([
      sum('x', 'EUR', 9, '900'),
      sum('', 'EUR', 4, '44'),
      sum('a', 'EUR', 1, '1'),
      sum('b', 'EUR', 0, '0'),
      sum('x', 'ARS', 2, '700'),
    ]),
  ).toEqual([
    { currency: 'ARS', source: null, n: 2, minor: null },
    { currency: 'EUR', source: 'x', n: 9, minor: '900' },
    { currency: 'EUR', source: null, n: 5, minor: '45' },
  ]);
});
