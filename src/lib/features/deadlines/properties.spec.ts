import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText, plusMonths } from '$lib/kernel/civil';
import { courtOf, type Calendar } from './calendar';
import { AR_FED_CABA } from './calendars/ar-fed-caba';
import { ES_NAC } from './calendars/es-nac';
import { withEdits } from './calendars';
import type { Deadline } from './compute';
import type { Served } from './event';
import { moved } from './moved';
import type { Rule, Ruleset } from './rule';
import { codesFor, computeDeadline, findCalendar, findRule, hourClock, RULESETS } from './index';

const found = (id: string): { rule: Rule; ruleset: Ruleset } => {
  const rule = findRule(id);
  if (rule === undefined) throw new Error(id);
  return rule;
};
const compute = (id: string, served: Served, calendar: Calendar = AR_FED_CABA): Deadline => {
  const answer = computeDeadline({ ...found(id), calendar }, served);
  if (!answer.ok) throw new Error(`${id} ${served.at} ${answer.reason}`);
  return answer.value;
};

const FIRST = dayNumber('2025-01-01') ?? 0;
const LAST = dayNumber('2026-08-20') ?? 0;
const day = fc.integer({ min: FIRST, max: LAST }).map(dayText);
const minute = fc.integer({ min: 0, max: 1439 });
const two = (value: number): string => String(value).padStart(2, '0');
const at = fc.oneof(
  day,
  fc.tuple(day, minute).map(([on, m]) => `${on}T${two(Math.floor(m / 60))}:${two(m % 60)}:00-03:00`),
);
const working = fc.constantFrom('N-450', 'N-463', 'N-349', 'N-354', 'F-285', 'F-257', 'P-360a', 'P-360c', 'N-400');
const any = fc.constantFrom('N-450', 'N-463', 'N-349', 'F-285', 'P-360b', 'PP-24390', 'N-306');
const enabled = fc.constantFrom(null, 'auto de habilitación');
const served = fc.record({ at, enabled });

describe('every count', () => {
  it('ends on a day the court works, where the rule counts working days or rolls', () => {
    fc.assert(
      fc.property(fc.oneof(working, fc.constant('N-207')), served, (id, event) => {
        fc.pre(id !== 'N-207' || event.at < '2026-08-01');
        const deadline = compute(id, event);
        const court = courtOf(AR_FED_CABA);
        const works = court.works(dayNumber(deadline.nominalDue) ?? 0, event.enabled ? 'enabled' : 'plain');
        expect(works).toBe(true);
      }),
    );
  });

  it('adds up: one by one to the amount, no day left out, the last one counted', () => {
    fc.assert(
      fc.property(working, served, (id, event) => {
        const { trace, nominalDue, alternatives } = compute(id, event);
        for (const [steps, due] of [
          [trace, nominalDue] as const,
          ...alternatives.map((one) => [one.trace, one.due] as const),
        ]) {
          const counted = steps.flatMap(({ n }) => (n === null ? [] : [n]));
          expect(counted).toEqual(Array.from({ length: found(id).rule.count?.amount ?? 0 }, (_, n) => n + 1));
          const numbers = steps.map((step) => dayNumber(step.day) ?? 0);
          numbers.slice(1).forEach((number, n) => expect(number - (numbers[n] ?? 0)).toBe(1));
          expect(steps.at(-1)).toMatchObject({ day: due, why: 'counted' });
          // Every day that is left out says why.
          for (const { n, why, by } of steps)
            if (n === null && why !== 'event' && why !== 'weekend') expect(by).not.toBe('');
        }
      }),
    );
  });

  it('is never earlier for one more day on which the court is shut', () => {
    fc.assert(
      fc.property(any, served, fc.array(day, { minLength: 1, maxLength: 5 }), (id, event, shut) => {
        const edits = shut.map((one) => ({
          from: one,
          to: one,
          kind: 'asueto' as const,
          name: 'Asueto',
          source: 'Ac.',
        }));
        const before = compute(id, event);
        const after = compute(id, event, withEdits(AR_FED_CABA, edits, 'more'));
        expect(after.nominalDue >= before.nominalDue).toBe(true);
        // No reading, and no grace, comes earlier either.
        expect((after.latest ?? '') >= (before.latest ?? '')).toBe(true);
      }),
    );
  });

  it('is the same when it is computed again, and the earliest of its readings', () => {
    fc.assert(
      fc.property(any, served, (id, event) => {
        const once = compute(id, event);
        expect(compute(id, event)).toEqual(once);
        for (const { due } of once.alternatives) expect(due > once.nominalDue).toBe(true);
        if (once.actBy !== null) expect(once.actBy <= once.nominalDue).toBe(true);
        if (once.latest !== null) expect(once.latest.slice(0, 10) > once.nominalDue).toBe(true);
      }),
    );
  });

  it('goes from date to date in months and years, and clamps to the end of the month', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('I-46', 'I-HRC', 'PP-24390', 'P-3y'), (from, id) => {
        const { unit, amount } = found(id).rule.count ?? { unit: 'day', amount: 0 };
        const { nominalDue, trace } = compute(id, { at: from });
        const months = amount * (unit === 'year' ? 12 : 1);
        expect(nominalDue).toBe(dayText(plusMonths(dayNumber(from) ?? 0, months).number));
        expect(trace.at(-1)).toMatchObject({ day: nominalDue, n: amount });
      }),
    );
    expect(compute('PP-24390', { at: '2024-02-29' }).nominalDue).toBe('2026-02-28');
    expect(compute('PP-24390', { at: '2024-02-29' }).extensions.map(({ due }) => due)).toEqual([
      '2027-02-28',
      '2027-08-29',
    ]);
  });
});

describe('hours', () => {
  const ids = fc.constantFrom('N-286', 'N-294', 'N-353b', 'N-205', 'P-72h', 'E-520');
  const zones = fc.constantFrom('Europe/Madrid', 'America/Argentina/Buenos_Aires', 'America/Santiago');
  const instants = fc.integer({ min: 1_735_700_000, max: 1_830_000_000 }).map((seconds) => seconds * 1000);

  it('are hours of the clock, also on the night on which the clocks change', () => {
    fc.assert(
      fc.property(ids, zones, instants, (id, zone, ms) => {
        const { rule } = found(id);
        const clock = hourClock(rule, new Date(ms).toISOString(), zone);
        if (!clock.ok) throw new Error(clock.reason);
        const { due, trace, extensions } = clock.value;
        const amount = rule.count?.amount ?? 0;
        expect(Date.parse(due) - ms).toBe(amount * 3_600_000);
        // Each day says the hours so far; the last one has them all.
        const hours = trace.map(({ n }) => n ?? 0);
        expect(hours).toEqual([...new Set(hours)].sort((a, b) => a - b));
        expect(hours.at(-1)).toBe(amount);
        for (const later of extensions) expect(Date.parse(later.due)).toBeGreaterThan(Date.parse(due));
      }),
    );
  });

  it('of 72 hours over the end of summer time end an hour sooner on the wall', () => {
    const found72 = hourClock(found('E-520').rule, '2026-10-24T20:00:00+02:00', 'Europe/Madrid');
    expect(found72).toMatchObject({ ok: true, value: { due: '2026-10-27T19:00:00+01:00' } });
    const trace = found72.ok ? found72.value.trace.map(({ day: on, n }) => [on, n]) : [];
    expect(trace).toEqual([
      ['2026-10-24', 4],
      ['2026-10-25', 4 + 25],
      ['2026-10-26', 53],
      ['2026-10-27', 72],
    ]);
  });

  it('need no calendar, and say that the other readings do', () => {
    const late = compute('N-332', { at: '2031-05-02T10:00:00-03:00' });
    expect(late).toMatchObject({ nominalDue: '2031-05-03T10:00:00-03:00', alternatives: [] });
    expect(late.warnings).toContain('year_for_readings');
  });

  it('refuse a day, and a rule that counts days', () => {
    expect(hourClock(found('N-294').rule, '2025-06-13')).toEqual({ ok: false, reason: 'instant_needed' });
    expect(hourClock(found('N-450').rule, '2025-06-13T10:00:00Z')).toEqual({ ok: false, reason: 'unit' });
    expect(hourClock(found('P-224').rule, '2025-06-13T10:00:00Z')).toEqual({ ok: false, reason: 'rule_principle' });
  });
});

describe('another country, by data alone', () => {
  const spain = findCalendar('ES-NAC') ?? ES_NAC;

  it('counts every day of the investigation first, and working days as the other reading', () => {
    const reform = compute('E-211', { at: '2026-07-30' }, spain);
    expect(reform).toMatchObject({ nominalDue: '2026-08-02', latest: '2026-08-03T15:00:00+02:00' });
    expect(reform.alternatives).toMatchObject([
      { id: 'working_only', due: '2026-09-02', latest: '2026-09-03T15:00:00+02:00' },
    ]);
  });

  it('skips August and Christmas, and files until three in the afternoon of the day after', () => {
    const december = compute('E-790', { at: '2026-12-17' }, spain);
    expect(december).toMatchObject({
      nominalDue: '2027-01-14',
      latest: '2027-01-15T15:00:00+01:00',
      actBy: '2027-01-13',
    });
    expect(december.trace.find(({ day: on }) => on === '2026-12-24')).toMatchObject({
      why: 'recess',
      by: expect.stringContaining('LOPJ art. 183'),
    });
    expect(december.trace.find(({ day: on }) => on === '2026-12-25')).toMatchObject({ why: 'holiday' });
  });
});

describe('a day that is entered later', () => {
  const stored = (id: string, rule: string, event: Served) => ({ id, bench: found(rule), served: event });
  const list = [
    stored('before', 'N-450', { at: '2026-05-04' }),
    stored('across', 'N-450', { at: '2026-05-11' }),
    stored('grace', 'N-450', { at: '2026-05-08' }),
    stored('clock', 'N-294', { at: '2026-05-13T10:00:00-03:00' }),
  ];
  const shut = withEdits(
    AR_FED_CABA,
    [{ from: '2026-05-14', to: '2026-05-14', kind: 'asueto', name: 'Asueto', source: 'Ac. 1/2026' }],
    'v2',
  );

  it('moves what counts over it to later, touches the grace of what ends before it, and leaves the rest', () => {
    const moves = moved(list, AR_FED_CABA, shut).map(({ id, from, to, direction }) => [
      id,
      direction,
      from.nominalDue,
      to?.nominalDue,
    ]);
    expect(moves).toEqual([
      ['across', 'later', '2026-05-14', '2026-05-15'],
      ['grace', 'later', '2026-05-13', '2026-05-13'],
    ]);
  });

  it('is earlier when it is taken back, and lost when the year is', () => {
    expect(moved(list, shut, AR_FED_CABA).map(({ id, direction }) => [id, direction])).toEqual([
      ['across', 'earlier'],
      ['grace', 'beside'],
    ]);
    const [, across] = list.map(({ id, bench, served: event }) => ({
      id,
      bench,
      served: event,
      standing: compute(bench.rule.id, event),
    }));
    const waits = {
      ...across,
      id: 'across',
      bench: found('N-450'),
      served: { at: '2026-05-11' },
      pending: compute('N-450', { at: '2026-05-11' }, shut),
    };
    // What waited for a yes is withdrawn together with its reason, and not told again while it waits.
    expect(moved([waits], shut, AR_FED_CABA).map(({ direction }) => direction)).toEqual(['beside']);
    expect(moved([waits], AR_FED_CABA, shut)).toEqual([]);
    const without = { ...AR_FED_CABA, years: [2025], version: 'less' };
    expect(
      moved(list, AR_FED_CABA, without).map(({ id, direction, refusal }) => [id, direction, refusal?.year]),
    ).toEqual([
      ['before', 'lost', 2026],
      ['across', 'lost', 2026],
      ['grace', 'lost', 2026],
    ]);
  });
});

describe('the rules as data', () => {
  const all = RULESETS.flatMap(({ id, rules }) => rules.map((rule) => ({ of: id, rule })));

  it('have each a name in both languages, a source, a grade and an id of their own', () => {
    for (const { rule } of all) {
      expect(rule.name.es.length * rule.name.en.length, rule.id).toBeGreaterThan(0);
      expect(rule.source.law.length * rule.source.article.length, rule.id).toBeGreaterThan(0);
    }
    expect(new Set(all.map(({ rule }) => rule.id)).size).toBe(all.length);
  });

  it('have every rule of the list, with its grade', () => {
    const grades = Object.fromEntries(all.map(({ rule }) => [rule.id, rule.grade]));
    expect(grades).toMatchObject({
      'N-161': 'A',
      'N-162': 'B',
      'N-163': 'A',
      'N-164': 'A',
      'N-286': 'B',
      'N-205': 'B',
      'N-294': 'A',
      'N-353b': 'B',
      'N-306': 'B',
      'N-207': 'B',
      'N-331': 'B',
      'N-332': 'A',
      'N-450': 'A',
      'N-453': 'A',
      'N-477': 'B',
      'N-463': 'B',
      'N-346': 'B',
      'N-349': 'B',
      'N-354': 'B',
      'N-400': 'B',
      'F-257': 'B',
      'F-285': 'A',
      'F-158': 'A',
      'HC-19': 'B',
      'PP-24390': 'A',
      FER: 'A',
      'P-360a': 'A',
      'P-360b': 'A',
      'P-360c': 'A',
      'P-114': 'B',
      'P-72h': 'C',
      'P-3y': 'C',
      'P-224': 'C',
      'B-441': 'A',
      'B-451': 'A',
      'I-46': 'B',
      'I-HRC': 'B',
      'I-WGAD': 'B',
    });
  });

  it('compute from any day that has its calendar, and warn of what was not seen', () => {
    for (const { of, rule } of all) {
      if (rule.count === null) continue;
      const calendar = of.startsWith('ES') ? ES_NAC : AR_FED_CABA;
      const deadline = compute(rule.id, { at: '2026-03-03T10:00:00Z' }, calendar);
      expect(deadline.warnings.includes('draft'), rule.id).toBe(rule.grade === 'C');
      expect(deadline.orientative).toBe(true);
    }
  });

  it('tell which code governs, by court and first day, and doubt where the start is in doubt', () => {
    expect(codesFor('federal-rosario', '2025-01-10').map(({ ruleset }) => ruleset.id)).toEqual(['AR-CPPF']);
    expect(codesFor('federal-caba', '2026-01-10').map(({ ruleset }) => ruleset.id)).toEqual(['AR-CPPN']);
    expect(codesFor('federal-caba', '2026-05-02')).toMatchObject([
      { ruleset: { id: 'AR-CPPF' }, reach: { grade: 'C' } },
    ]);
  });
});
