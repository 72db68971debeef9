import { describe, expect, it } from 'vitest';
import { moneyOut, publicQuery, readPublicBeyond } from './published';

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

it('money out is what was paid, what banks kept and what is with courts', () => {
  const row = { month: '2026-03-01', currency: 'ARS', category: '', minor: '5' };
  expect(
    moneyOut([
      { ...row, figure: 'spent', category: 'lawyer' },
      { ...row, figure: 'fees' },
      { ...row, figure: 'bail_out' },
      { ...row, figure: 'received' },
      { ...row, figure: 'lost' },
    ]).map(({ purpose }) => purpose),
  ).toEqual(['lawyer', 'fees', 'bail']);
});
