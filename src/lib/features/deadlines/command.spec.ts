import { describe, expect, it } from 'vitest';
import { deadlinesCommand } from './command';
import { findRule, hourClock } from './index';

const GOOD = { id: 'E1', rule: 'N-450', trigger: '2025-04-16', nominal_due: '2025-04-23' };
const run = (cases: unknown[]) => deadlinesCommand(JSON.stringify({ calendar: 'AR-FED-CABA', cases }));

describe('the command', () => {
  it('prints the same file again with the dates in it', () => {
    const { printed, told, ok } = run([GOOD]);
    expect(JSON.parse(printed)).toMatchObject({ calendar: 'AR-FED-CABA', cases: [{ ...GOOD, act_by: '2025-04-22' }] });
    expect({ told, ok }).toEqual({ told: [], ok: true });
    // What was printed can be read again, and is then as it is.
    expect(deadlinesCommand(printed)).toEqual({ printed, told, ok });
  });

  it('names the place and the reason of what it refuses, in two languages, and fails', () => {
    const { printed, told, ok } = run([GOOD, { ...GOOD, id: 'X', trigger: '2026-12-30' }]);
    expect(ok).toBe(false);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^cases\[1\] X: year_not_loaded: .*2027.* \/ .*2027/);
    expect(JSON.parse(printed).cases).toMatchObject([
      GOOD,
      { nominal_due: null, refused: { reason: 'year_not_loaded', year: 2027 } },
    ]);
  });

  it('tells which dates differ from the list, without failing', () => {
    const { printed, told, ok } = run([{ ...GOOD, nominal_due: '2025-04-22' }]);
    expect({ told, ok }).toEqual({ told: ['cases[0] E1: ≠ nominal_due'], ok: true });
    expect(JSON.parse(printed).cases[0]).toMatchObject({
      nominal_due: '2025-04-23',
      differs: { nominal_due: '2025-04-22' },
    });
  });

  it('refuses what is no JSON, or has no cases', () => {
    for (const text of ['', '{', '[]', 'null', '{"cases": 5}'])
      expect(deadlinesCommand(text)).toMatchObject({ printed: '', ok: false });
  });
});

describe('the clocks of an arrest', () => {
  it.each([
    ['N-286', '2025-06-14T03:30:00-03:00', []],
    ['N-294', '2025-06-14T21:30:00-03:00', ['2025-06-15T21:30:00-03:00']],
    ['N-353b', '2025-06-14T21:30:00-03:00', ['2025-06-15T21:30:00-03:00']],
    ['P-72h', '2025-06-16T21:30:00-03:00', []],
  ])('%s', (id, due, later) => {
    const rule = findRule(id)?.rule;
    const clock = rule && hourClock(rule, '2025-06-14T00:30:00Z');
    expect(clock).toMatchObject({ ok: true, value: { from: '2025-06-13T21:30:00-03:00', due } });
    expect(clock?.ok && clock.value.extensions.map((one) => one.due)).toEqual(later);
  });
});
