import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AR_FED_CABA } from './calendars/ar-fed-caba';
import { recompute } from './cases';

const read = (name: string) => JSON.parse(readFileSync(new URL(`examples/${name}`, import.meta.url), 'utf8'));
const examples = read('ar-fed-caba.json');
const days = read('ar-fed-caba-days.json');

interface Out {
  nominal_due: string | null;
  grace_until: string | null;
  act_by: string | null;
  alternatives: string[];
  extensions: { due: string }[];
  trace: { day: string; n: number | null; why: string; by: string }[];
  readings: { due: string; grace_until: string | null }[];
  recess: { enabled: boolean; otherwise: string } | null;
  warnings: string[];
  orientative: boolean;
  refused?: { reason: string; year?: number };
  differs?: object;
}
function run(file: object): { cases: Out[]; refused: number[]; differs: unknown[]; distance: unknown } {
  const answer = recompute(file);
  if (!answer.ok) throw new Error(answer.reason);
  const { file: out, refused, differs } = answer.value;
  return {
    cases: out['cases'] as Out[],
    refused: refused.map(({ index }) => index),
    differs,
    distance: out['distance_days'],
  };
}
const one = (given: object, file: object = { calendar: 'AR-FED-CABA' }): Out => {
  const [found] = run({ ...file, cases: [given] }).cases;
  if (found === undefined) throw new Error('no case');
  return found;
};

describe('the worked examples', () => {
  it.each([
    ['the bundled calendar', examples],
    ['the calendar inside the file', { ...days, ...examples }],
    ['the calendar as an object', { ...examples, calendar: days }],
    [
      'days, feria and cases side by side',
      {
        calendar: days.inhabiles,
        feria: days.feria,
        office: days.office,
        cases: examples.cases,
        distance_days: examples.distance_days,
      },
    ],
  ])('come out the same from %s', (_, file) => {
    const { cases, refused, differs, distance } = run(file);
    expect(refused).toEqual([]);
    expect(differs).toEqual([]);
    expect(distance).toEqual(examples.distance_days);
    cases.forEach((now, at) => {
      const { alternatives = [], ...was } = examples.cases[at];
      expect(now).toMatchObject({ ...was, alternatives, orientative: true });
    });
  });

  it('has the same days in the bundled calendar as in the carried file', () => {
    const listed = Object.entries<string[]>(days.inhabiles).flatMap(([year, list]) =>
      list.map((day) => `${year}-${day}`),
    );
    expect(AR_FED_CABA.days.map(({ day }) => day)).toEqual(listed);
    expect(AR_FED_CABA.recesses.map(({ from, to }) => [from, to])).toEqual(
      days.feria.map((span: string[]) => span.slice(0, 2)),
    );
  });

  it('says to whom each day that does not count is owed', () => {
    const [easter] = run(examples).cases;
    expect(easter?.trace.map(({ day, n, why }) => [day.slice(5), n, why])).toEqual([
      ['04-16', null, 'event'],
      ['04-17', null, 'holiday'],
      ['04-18', null, 'holiday'],
      ['04-19', null, 'weekend'],
      ['04-20', null, 'weekend'],
      ['04-21', 1, 'counted'],
      ['04-22', 2, 'counted'],
      ['04-23', 3, 'counted'],
    ]);
    expect(easter?.trace[1]?.by).toContain('Jueves Santo');
    expect(easter?.act_by).toBe('2025-04-22');
  });

  it('acts on the working day before an end on a Sunday, and shows the lenient day', () => {
    const found = run(examples).cases.at(-1);
    expect(found).toMatchObject({ act_by: '2026-07-03', alternatives: ['2026-07-06'] });
  });

  it('shows what the feria changes, both ways', () => {
    const [enabled, not] = run(examples).cases.slice(8, 10);
    expect(enabled?.recess).toEqual({ enabled: true, otherwise: '2026-02-09' });
    expect(not?.recess).toEqual({ enabled: false, otherwise: '2026-01-12' });
    expect(not?.readings[0]).toMatchObject({ due: '2026-02-10', grace_until: '2026-02-11T09:30:00-03:00' });
  });

  it('tells later ends: as much again, another year, six months more', () => {
    const [hours, limit] = [run(examples).cases[6], run(examples).cases[10]];
    expect(hours?.extensions.map(({ due }) => due)).toEqual(['2025-06-15T21:30:00-03:00']);
    expect(limit?.extensions.map(({ due }) => due)).toEqual(['2027-06-14', '2027-12-14']);
  });

  it('runs alarms on the strict reading of 24 hours, and keeps the one the court accepted (CNCC VI, 2011)', () => {
    const days2011 = { calendar: { inhabiles: { 2011: ['10-10'] }, office: ['07:30', '13:30'] } };
    const found = one(
      { rule: 'N-332', trigger: '2011-10-07T10:40:00-03:00', amount: 24, unit: 'hour', day_kind: null },
      days2011,
    );
    expect(found).toMatchObject({
      nominal_due: '2011-10-08T10:40:00-03:00',
      act_by: '2011-10-07',
      alternatives: ['2011-10-11'],
      grace_until: '2011-10-12T09:30:00-03:00',
    });
  });

  it('adds days for distance to the complaint', () => {
    expect(one({ rule: 'F-285', trigger: '2025-11-03', km: 700 }).nominal_due).toBe('2025-11-14');
    expect(one({ rule: 'F-285', trigger: '2025-11-03' }).nominal_due).toBe('2025-11-10');
    expect(one({ rule: 'N-450', trigger: '2025-11-03', km: 700 }).refused).toEqual({ reason: 'distance' });
  });

  it('knows the other amount of a situation that the rule names', () => {
    const there = one({ rule: 'N-477', trigger: '2025-11-03', variant: 'other_seat' });
    expect(there.nominal_due).toBe('2025-11-13');
    expect(one({ rule: 'N-477', trigger: '2025-11-03', amount: 8 })).toMatchObject({
      nominal_due: '2025-11-13',
      warnings: ['from_memory'],
    });
    expect(one({ rule: 'N-477', trigger: '2025-11-03', variant: 'moon' }).refused).toEqual({
      reason: 'variant_unknown',
    });
  });

  it('counts as the case says where it differs from the rule, and says so', () => {
    const found = one({ rule: 'N-450', trigger: '2025-11-03', amount: 5 });
    expect(found.nominal_due).toBe('2025-11-10');
    expect(found.warnings).toContain('amount_differs');
  });
});

describe('a notification when the court is shut', () => {
  it('on a Saturday runs from that day, and otherwise from the Monday it is deemed made', () => {
    const found = one({ rule: 'N-450', trigger: '2025-09-06' });
    expect(found).toMatchObject({ nominal_due: '2025-09-10', alternatives: ['2025-09-11'] });
    expect(found.warnings).toContain('served_shut');
  });

  it('late in the evening has the same two readings; in the afternoon it only says so', () => {
    const night = one({ rule: 'N-450', trigger: '2025-09-03T22:15:00-03:00' });
    expect(night).toMatchObject({ nominal_due: '2025-09-08', alternatives: ['2025-09-09'] });
    const afternoon = one({ rule: 'N-450', trigger: '2025-09-03T16:00:00-03:00' });
    expect(afternoon).toMatchObject({ nominal_due: '2025-09-08', alternatives: [] });
    expect(afternoon.warnings).toContain('served_after_hours');
  });

  it('belongs to the day of the court, not of the offset it was written with', () => {
    expect(one({ rule: 'N-450', trigger: '2025-09-04T01:00:00Z' }).nominal_due).toBe('2025-09-08');
  });
});

describe('months', () => {
  it('end on the last day where the month has no such day, and roll where the code says so', () => {
    const found = one({ rule: 'N-207', trigger: '2025-10-31' });
    expect(found.nominal_due).toBe('2026-03-02');
    expect(found.trace.map(({ day, why }) => [day, why])).toContainEqual(['2026-02-28', 'clamped']);
  });
});

describe('what is refused', () => {
  const reasons: [object, object][] = [
    [{ rule: 'N-450', trigger: '2025-02-30' }, { reason: 'day_unreal' }],
    [{ rule: 'N-450', trigger: '30/4/2025' }, { reason: 'day_format' }],
    [{ rule: 'N-450', trigger: '2025-04-16T10:00' }, { reason: 'instant_format' }],
    [{ rule: 'N-294', trigger: '2025-04-16' }, { reason: 'instant_needed' }],
    [{ rule: 'N-999', trigger: '2025-04-16' }, { reason: 'rule_unknown' }],
    [{ rule: 'N-162', trigger: '2025-04-16' }, { reason: 'rule_principle' }],
    [
      { rule: 'N-450', trigger: '2026-12-29' },
      { reason: 'year_not_loaded', year: 2027 },
    ],
    [
      { rule: 'N-450', trigger: '2024-05-06' },
      { reason: 'year_not_loaded', year: 2024 },
    ],
    [{ rule: 'N-450', trigger: '2025-04-16', resolution: '2025-04-17' }, { reason: 'notified_before_resolution' }],
    [{ rule: 'N-450', trigger: '2025-04-16', amount: 0 }, { reason: 'amount' }],
    [{ rule: 'N-450', trigger: '2025-04-16', amount: 2.5 }, { reason: 'amount' }],
    [{ rule: 'N-450', trigger: 20250416 }, { reason: 'case_shape' }],
    [{ rule: 'N-450', trigger: '2025-04-16', calendar: 'MOON' }, { reason: 'calendar_unknown' }],
  ];

  it.each(reasons)('%o', (given, refused) => {
    expect(one(given)).toMatchObject({ refused, nominal_due: null, trace: [] });
  });

  it('is named by its place in the file, and keeps no other from being computed', () => {
    const cases = [
      { rule: 'N-450', trigger: '2025-04-16' },
      null,
      { rule: 'N-450', trigger: 'x' },
      { rule: 'N-450', trigger: '2025-10-08' },
    ];
    const { cases: out, refused } = run({ calendar: 'AR-FED-CABA', cases });
    expect(refused).toEqual([1, 2]);
    expect(out.map(({ nominal_due }) => nominal_due)).toEqual(['2025-04-23', null, null, '2025-10-14']);
  });

  it('is a whole file without cases, or with a calendar that cannot be', () => {
    expect(recompute([])).toMatchObject({ reason: 'case_shape' });
    expect(recompute({ calendar: 'AR-FED-CABA' })).toMatchObject({ reason: 'case_shape' });
    for (const [calendar, reason] of [
      [{ inhabiles: { 2025: ['02-30'] } }, 'calendar_shape'],
      [{ inhabiles: { 2025: [] }, feria: [['2025-02-01', '2025-01-01']] }, 'calendar_shape'],
      [{ inhabiles: { 2025: [] }, office: ['14:00', '09:00'] }, 'calendar_shape'],
      [{ inhabiles: { 2025: [] }, tz: 'Mars' }, 'zone_unknown'],
    ])
      expect(one({ rule: 'N-450', trigger: '2025-04-16' }, { calendar }).refused).toEqual({ reason });
  });
});
