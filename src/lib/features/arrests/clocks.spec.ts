import { describe, expect, it } from 'vitest';
import type { ArrestAct } from '$lib/contracts/ops-arrests';
import { clocksOf, mostUrgent, spanOf } from './clocks';
import type { Arrest } from './model';

const TZ = 'America/Argentina/Buenos_Aires';
/** Worked example E13 of the rules: arrested on a Friday at 21:30. */
const TAKEN = '2025-06-13T21:30:00-03:00';
const at = (instant: string): number => Date.parse(instant);

function arrest(ruleset: string, acts: Partial<Record<ArrestAct, string>> = {}): Arrest {
  const done = Object.entries(acts).map(([kind, when]) => ({ id: kind, kind: kind as ArrestAct, at: when }));
  return {
    id: 'a',
    personId: 'p',
    at: TAKEN,
    tz: TZ,
    ruleset,
    force: 'pfa',
    place: '',
    hasDetails: false,
    acts: done,
    releasedAt: acts.released ?? null,
  };
}
const clock = (rule: string, now: string, acts: Partial<Record<ArrestAct, string>> = {}, ruleset = 'AR-CPPN') =>
  clocksOf(arrest(ruleset, acts), at(now)).find((one) => one.rule.id === rule);

describe('the clocks of an arrest', () => {
  it('run by day and night, whatever day it is, soonest first', () => {
    const clocks = clocksOf(arrest('AR-CPPN'), at(TAKEN));
    expect(clocks.map(({ rule, due }) => [rule.id, at(due)])).toEqual([
      ['N-286', at('2025-06-14T03:30:00-03:00')],
      ['N-294', at('2025-06-14T21:30:00-03:00')],
      ['N-353b', at('2025-06-14T21:30:00-03:00')],
    ]);
    expect(clock('P-72h', TAKEN, {}, 'AR-CPPF')?.due).toMatch(/^2025-06-16T21:30/);
  });

  it.each([
    ['running', '2025-06-13T22:00:00-03:00', {}],
    ['soon', '2025-06-14T02:00:00-03:00', {}],
    ['soon', '2025-06-14T03:30:00-03:00', {}],
    ['over', '2025-06-14T03:30:01-03:00', {}],
    ['met', '2025-06-16T00:00:00-03:00', { presented: '2025-06-14T03:30:00-03:00' }],
    ['late', '2025-06-16T00:00:00-03:00', { presented: '2025-06-14T03:31:00-03:00' }],
    ['stopped', '2025-06-16T00:00:00-03:00', { released: '2025-06-14T01:00:00-03:00' }],
    ['late', '2025-06-16T00:00:00-03:00', { released: '2025-06-14T09:00:00-03:00' }],
    ['met', '2025-06-16T00:00:00-03:00', { presented: '2025-06-14T01:00:00Z', released: '2025-06-14T09:00:00Z' }],
    // Heard is not yet brought before the judge within six hours: another clock.
    ['over', '2025-06-14T05:00:00-03:00', { heard: '2025-06-14T04:00:00-03:00' }],
  ] as const)('say %s at %s after %o', (state, now, acts) => {
    expect(clock('N-286', now, acts)?.state).toBe(state);
  });

  it('are lengthened by as much again, once that is written down', () => {
    const plain = clock('N-294', TAKEN);
    expect(plain).toMatchObject({ extended: false, state: 'running' });
    expect(at(plain?.extendable ?? '')).toBe(at('2025-06-15T21:30:00-03:00'));
    const longer = clock('N-294', '2025-06-15T12:00:00-03:00', { extended: '2025-06-14T20:00:00-03:00' });
    expect(longer).toMatchObject({ extended: true, extendable: null, state: 'running' });
    expect(at(longer?.due ?? '')).toBe(at('2025-06-15T21:30:00-03:00'));
  });

  it('are not lengthened by what was granted when they were over', () => {
    const late = clock('N-294', '2025-06-15T12:00:00-03:00', { extended: '2025-06-14T21:31:00-03:00' });
    expect(late).toMatchObject({ extended: false, extendable: null, state: 'over' });
    expect(at(late?.due ?? '')).toBe(at('2025-06-14T21:30:00-03:00'));
  });

  it('put the one that is over before those that run', () => {
    const clocks = clocksOf(arrest('AR-CPPN'), at('2025-06-14T08:00:00-03:00'));
    expect(mostUrgent(clocks)?.rule.id).toBe('N-286');
    const ended = clocksOf(arrest('AR-CPPN', { released: '2025-06-14T00:00:00-03:00' }), at(TAKEN));
    expect(mostUrgent(ended)).toBeNull();
  });

  it('are none under a code without them', () => {
    expect(clocksOf(arrest('XX-NONE'), at(TAKEN))).toEqual([]);
  });

  it.each([
    [0, '0:00'],
    [59_999, '0:00'],
    [-3_900_000, '1:05'],
    [100 * 3_600_000, '100:00'],
  ])('tell %i ms as %s', (ms, told) => {
    expect(spanOf(ms)).toBe(told);
  });
});
