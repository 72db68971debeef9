import { describe, expect, it } from 'vitest';
import { gapsOf, onCallAt, rotaOf, shiftsOf } from './model';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-05-04T00:00:00Z');
const row = (id: string, from: number, until: number, cancelled = false) => ({
  id,
  lawyer_id: 'l',
  starts_at: new Date(T0 + from * HOUR).toISOString(),
  ends_at: new Date(T0 + until * HOUR).toISOString(),
  area: '',
  took: null,
  cancelled_at: cancelled ? 'then' : null,
});
const hours = (gaps: { fromMs: number; untilMs: number }[]) =>
  gaps.map(({ fromMs, untilMs }) => [(fromMs - T0) / HOUR, (untilMs - T0) / HOUR]);

describe('who is on call', () => {
  const shifts = shiftsOf([row('b', 12, 24), row('a', 0, 12), row('c', 4, 8, true)]);

  it('is whoever has begun and not ended', () => {
    expect(onCallAt(shifts, T0).map(({ id }) => id)).toEqual(['a']);
    expect(onCallAt(shifts, T0 + 12 * HOUR).map(({ id }) => id)).toEqual(['b']);
    expect(onCallAt(shifts, T0 + 24 * HOUR)).toEqual([]);
  });

  it('leaves gaps that are told, and overlapping shifts none', () => {
    expect(hours(gapsOf(shifts, T0, T0 + 30 * HOUR))).toEqual([[24, 30]]);
    const holes = shiftsOf([row('a', 2, 6), row('b', 4, 10), row('c', 5, 6), row('d', 12, 14)]);
    expect(hours(gapsOf(holes, T0, T0 + 13 * HOUR))).toEqual([
      [0, 2],
      [10, 12],
    ]);
    expect(hours(gapsOf([], T0, T0 + HOUR))).toEqual([[0, 1]]);
    expect(rotaOf(holes, T0, 1).map(({ kind }) => kind)).toEqual([
      'gap',
      'shift',
      'shift',
      'shift',
      'gap',
      'shift',
      'gap',
    ]);
  });
});
