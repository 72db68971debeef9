import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { daysIn, inFilter, isNamed, peopleFilter, peopleNow } from './model';

const person = (id: string, code: string, more: Row = {}): Row => ({ id, code, pseudonym: `Ñandú ${code}`, ...more });
const held = (since: string, status = 'pretrial_detention', from = since): Row => ({
  status,
  status_from: from,
  status_place: 'Ezeiza',
  held_since: since,
});

describe('people', () => {
  it('stand with those held longest first and somebody without a status among the free', () => {
    const people = [
      person('a', 'C-A', held('2026-03-01')),
      person('b', 'C-B', held('2026-02-01', 'house_arrest', '2026-03-20')),
      person('c', 'C-C'),
      person('d', 'C-D', { status: 'acquitted', status_from: '2026-01-01' }),
      person('e', 'C-E', { merged_into: 'a' }),
    ];
    const now = peopleNow(people);
    expect(now.map(({ code }) => code)).toEqual(['C-B', 'C-A', 'C-C', 'C-D']);
    expect(now[0]).toMatchObject({ inCustody: true, heldSince: '2026-02-01', now: { from: '2026-03-20' } });
    expect(now[2]).toMatchObject({ now: null, inCustody: false });
  });

  it('are found by code and pseudonym as they are typed on a phone', () => {
    const [one] = peopleNow([person('a', 'C-7F2')]);
    for (const typed of ['c7f', 'C-7F2', 'nandu', ' ÑANDÚ c', '']) expect(one && isNamed(one, typed), typed).toBe(true);
    expect(one && isNamed(one, 'ceibo')).toBe(false);
  });

  it('are shown by what an address asks for, those in custody unless it does', () => {
    expect(peopleFilter('free')).toBe('free');
    expect(peopleFilter(null)).toBe('held');
    expect(peopleFilter('x')).toBe('held');
    const [missing, free] = peopleNow([person('a', 'C-A', held('2026-03-01', 'missing')), person('b', 'C-B')]);
    const views = (one: typeof missing) =>
      one && (['held', 'free', 'missing', 'all'] as const).filter((view) => inFilter(one, view));
    expect(views(missing)).toEqual(['held', 'missing', 'all']);
    expect(views(free)).toEqual(['free', 'all']);
  });

  it('count whole days and never below zero', () => {
    expect(daysIn({ from: '2026-03-02' }, '2026-03-05')).toBe(3);
    expect(daysIn({ from: '2026-03-02' }, '2026-03-01')).toBe(0);
  });
});
