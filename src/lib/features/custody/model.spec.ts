import { describe, expect, it } from 'vitest';
import { clashes, clashOf, contactNow, lastOf, type ContactFact, type Period } from './model';

let written = 0;
const row = (from: string, to: string | null = null, more: Partial<Period> = {}): Period => ({
  id: `r${(written += 1)}`,
  from,
  known: 'day',
  to,
  toKnown: 'day',
  corrects: null,
  undone: false,
  at: `2026-01-01T00:00:${String(written).padStart(2, '0')}Z`,
  by: null,
  ...more,
});

describe('periods', () => {
  it.each<[string, Period, Period, boolean]>([
    ['one inside another', row('2026-01-01', '2026-02-01'), row('2026-01-10', '2026-01-20'), true],
    ['one that begins before another ends', row('2026-01-01', '2026-02-01'), row('2026-01-31'), true],
    ['one that ends after another began', row('2026-02-01'), row('2026-01-01', '2026-02-02'), true],
    ['two that meet on a day', row('2026-01-01', '2026-02-01'), row('2026-02-01'), false],
    ['two without an end', row('2026-01-01'), row('2026-01-10'), false],
    ['two on one day, the first without an end', row('2026-01-01'), row('2026-01-01', '2026-02-01'), false],
    ['two equal ones', row('2026-01-01', '2026-02-01'), row('2026-01-01', '2026-03-01'), true],
    [
      'a month in which the first may have ended',
      row('2026-01-01', '2026-02-20'),
      row('2026-02-01', null, { known: 'month' }),
      false,
    ],
    ['a month that lies inside', row('2026-01-01', '2026-04-01'), row('2026-02-01', null, { known: 'month' }), true],
    ['one that was taken back', row('2026-01-01', '2026-02-01', { undone: true }), row('2026-01-10'), false],
  ])('%s', (_what, there, wanted, clash) => {
    expect(clashOf([there], wanted)).toBe(clash ? there : null);
  });

  it('that are put right do not clash with themselves', () => {
    const there = row('2026-01-01', '2026-02-01');
    expect(clashOf([there], row('2026-01-10'), there.id)).toBeNull();
  });

  it('that cannot both be true are told', () => {
    const [a, b, c] = [row('2026-01-01', '2026-02-01'), row('2026-01-10'), row('2026-03-01')];
    expect(clashes([a, b, c])).toEqual(new Set([a.id, b.id]));
  });

  it('end with their month, their year, or a week later', () => {
    expect(lastOf('2028-02-01', 'month')).toBe('2028-02-29');
    expect(lastOf('2026-12-01', 'month')).toBe('2026-12-31');
    expect(lastOf('2026-01-01', 'year')).toBe('2026-12-31');
    expect(lastOf('2026-12-28', 'about')).toBe('2027-01-04');
  });
});

it('tells of each kind of contact the newest that counts', () => {
  const fact = (
    kind: ContactFact['kind'],
    answer: ContactFact['answer'],
    from: string,
    undone = false,
  ): ContactFact => ({
    ...row(from, null, { undone }),
    kind,
    answer,
  });
  const now = contactNow([
    fact('family', 'no', '2026-01-01'),
    fact('family', 'yes', '2026-01-05'),
    fact('family', 'no', '2026-02-01', true),
    fact('lawyer', 'no', '2026-01-02'),
  ]);
  expect(now.family?.answer).toBe('yes');
  expect(now.lawyer?.answer).toBe('no');
  expect(now.organisation).toBeUndefined();
});
