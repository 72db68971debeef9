import { describe, expect, it } from 'vitest';
import type { CurrencyTotals } from './overview';
import { monthsOut, publicQuery, readPublicBeyond, reckoning, shares } from './published';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('where a page of public lines begins', () => {
  it.each([
    { day: '2026-03-02', kind: 'entry', key: ID },
    { day: '2026-03-31', kind: 'sum', key: 'spent court_costs ARS' },
    { day: '2026-03-31', kind: 'sum', key: 'fees  EUR' },
    { day: '2026-03-31', kind: 'sum', key: 'bail_out bail USD' },
  ] as const)('%j comes back from its address', (beyond) => {
    const query = publicQuery(beyond);
    expect(readPublicBeyond(new URLSearchParams(query))).toEqual(beyond);
  });

  it.each(['', 'x', '2026-02-30~sum~a', '2026-03-01~entry~1', `2026-03-01~theft~${ID}`])(
    '%s means nothing',
    (after) => {
      expect(readPublicBeyond(new URLSearchParams({ after }))).toBeNull();
    },
  );
});

describe('what everybody reads', () => {
  const row = { month: '2026-03-01', currency: 'ARS', category: '', minor: '5' };
  const total: CurrencyTotals = {
    currency: 'EUR',
    entries: 9,
    unrated: 0,
    received: '900',
    fees: '30',
    committed: '50',
    spent: '200',
    posted: '100',
    returned: '40',
    lost: '10',
    pot: '460',
    opened: '100',
    exchanged: '-200',
    convertedReceived: '0',
    convertedFees: '0',
    convertedSpent: '0',
    convertedReturned: '0',
    convertedLost: '0',
    rate: null,
    rateSource: null,
    rateDate: null,
    convertedPot: null,
    convertedCommitted: null,
    convertedPosted: null,
  };

  it('money out is what was paid, what banks kept and what is with courts, by month and purpose', () => {
    const out = monthsOut(
      [
        { ...row, figure: 'spent', category: 'lawyer', minor: '7' },
        { ...row, figure: 'fees' },
        { ...row, figure: 'bail_out', month: '2026-04-01' },
        { ...row, figure: 'lost' },
        { ...row, figure: 'spent', currency: 'EUR' },
      ],
      'ARS',
    );
    expect(out.purposes).toEqual(['lawyer', 'fees', 'bail_out']);
    expect(out.rows.map(({ month, total: sum }) => [month, sum])).toEqual([
      ['2026-04-01', 5n],
      ['2026-03-01', 12n],
    ]);
  });

  it('the reckoning leads from what was raised to the pot', () => {
    const parts = reckoning(total);
    expect(parts.map(({ part }) => part)).toEqual(['raised', 'fees', 'spent', 'posted', 'lost', 'exchanged', 'pot']);
    const sum = parts.filter(({ part }) => part !== 'pot').reduce((all, { minor }) => all + minor, 0n);
    expect(sum).toBe(parts.at(-1)?.minor);
  });

  it('the shares of a hundred add up to a hundred', () => {
    const parts = shares(total, [{ currency: 'EUR', category: 'lawyer', minor: '200', summed: '0' }]);
    expect(parts.map(({ what }) => what)).toEqual(['lawyer', 'exchanged', 'bail_out', 'fees', 'lost', 'pot']);
    expect(parts.reduce((sum, { of100 }) => sum + of100, 0)).toBeCloseTo(100);
    expect(shares({ ...total, received: '0', opened: '0' }, [])).toEqual([]);
  });
});
