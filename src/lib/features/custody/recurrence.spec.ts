import { describe, expect, it } from 'vitest';
import { nextAfter, nextOn, rhythmOf, RHYTHMS, ruleOf, weekdayOf } from './recurrence';

function run(rhythm: (typeof RHYTHMS)[number], first: string, n: number, last: string | null = null): string[] {
  const rule = { rule: ruleOf(rhythm, first), first, last };
  const days: string[] = [];
  let day = nextOn(rule, first);
  while (day !== null && days.length < n) {
    days.push(day);
    day = nextAfter(rule, day);
  }
  return days;
}

describe('presentations', () => {
  it('come again in civil days', () => {
    expect(weekdayOf('2026-11-23')).toBe('MO');
    expect(run('weekly', '2026-12-28', 3)).toEqual(['2026-12-28', '2027-01-04', '2027-01-11']);
    expect(run('fortnightly', '2026-02-20', 3)).toEqual(['2026-02-20', '2026-03-06', '2026-03-20']);
    expect(run('daily', '2028-02-28', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(run('quarterly', '2026-11-05', 2)).toEqual(['2026-11-05', '2027-02-05']);
    expect(run('once', '2026-11-05', 2)).toEqual(['2026-11-05']);
  });

  it('fall on the last day of a month that is too short', () => {
    expect(run('monthly', '2026-01-31', 4)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(run('monthly', '2027-11-29', 5).at(-2)).toBe('2028-02-29');
    expect(run('bimonthly', '2026-12-30', 3)).toEqual(['2026-12-30', '2027-02-28', '2027-04-30']);
  });

  it('end with the obligation', () => {
    expect(run('weekly', '2026-01-05', 9, '2026-01-19')).toEqual(['2026-01-05', '2026-01-12', '2026-01-19']);
    expect(nextOn({ rule: null, first: '2026-01-05', last: null }, '2026-01-06')).toBeNull();
  });

  it('begin at the first one from a day on, not before the first of all', () => {
    const rule = { rule: ruleOf('weekly', '2026-01-05'), first: '2026-01-05', last: null };
    expect(nextOn(rule, '2026-01-13')).toBe('2026-01-19');
    expect(nextOn(rule, '2025-06-01')).toBe('2026-01-05');
  });

  it('say what they were made of', () => {
    for (const rhythm of RHYTHMS) expect(rhythmOf(ruleOf(rhythm, '2026-01-31')), rhythm).toBe(rhythm);
    expect(rhythmOf('FREQ=YEARLY')).toBeNull();
  });
});
