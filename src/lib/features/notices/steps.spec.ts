import { describe, expect, it } from 'vitest';
import { findCalendar } from '../deadlines';
import { clockSteps, deadlineStep, type OpenDeadline } from './steps';

const calendar = findCalendar('AR-FED-CABA');
if (!calendar) throw new Error('no calendar');
const at = (local: string): number => Date.parse(`${local}:00-03:00`);
/** Thursday 23 April 2026; office closes at 13:30. */
const day: OpenDeadline = {
  nature: 'peremptory',
  dueOn: '2026-04-23',
  dueAt: null,
  officeDue: '2026-04-23T13:30:00-03:00',
  from: '2026-04-16',
};
const step = (local: string, more: Partial<OpenDeadline> = {}) =>
  deadlineStep({ ...day, ...more }, calendar, at(local));

describe('the ladder of a deadline', () => {
  it.each([
    ['2026-04-19T12:00', null, undefined],
    ['2026-04-20T07:29', null, undefined],
    ['2026-04-20T07:30', 'd3', 1],
    ['2026-04-22T07:29', 'd3', 1],
    ['2026-04-22T07:30', 'd1', 2],
    ['2026-04-23T09:29', 'd1', 2],
    ['2026-04-23T09:30', 'h4', 3],
    ['2026-04-23T23:59', 'h4', 3],
    ['2026-04-24T00:00', 'over', 3],
    ['2026-04-27T00:01', null, undefined],
  ] as const)('at %s stands at %s', (local, name, rung) => {
    const now = step(local);
    expect(now?.step ?? null).toBe(name);
    expect(now?.rung).toBe(rung);
  });

  it('counts working days back over a weekend and a holiday', () => {
    // 1 May 2026 is a Friday and a holiday: the three working days before Monday 4 May are 30, 29 and 28 April.
    const monday = { dueOn: '2026-05-04', officeDue: '2026-05-04T13:30:00-03:00' };
    expect(step('2026-04-28T07:29', monday)).toBeNull();
    expect(step('2026-04-28T07:30', monday)?.step).toBe('d3');
    expect(step('2026-04-30T07:30', monday)?.step).toBe('d1');
  });

  it('reaches back over a recess, and needs no loaded year to tell somebody', () => {
    const february = { dueOn: '2026-02-02', officeDue: null };
    expect(step('2026-01-05T12:00', february)?.step).toBe('d1');
    expect(step('2099-04-20T12:00', { dueOn: '2099-04-23', officeDue: null })?.step).toBe('d3');
  });

  it('breaks the quiet of the night, and climbs to the top, for what is lost or holds somebody alone', () => {
    expect(step('2026-04-23T10:00')).toMatchObject({ urgent: true, rung: 3 });
    expect(step('2026-04-23T10:00', { nature: 'liberty' })).toMatchObject({ urgent: true, rung: 3 });
    expect(step('2026-04-23T10:00', { nature: 'ordinary' })).toMatchObject({ urgent: false, rung: 2 });
  });

  it('takes halves where hours run', () => {
    const hours = { dueAt: '2026-04-23T12:00:00Z', from: '2026-04-22T12:00:00Z' };
    const now = (iso: string) => deadlineStep({ ...day, ...hours }, calendar, Date.parse(iso))?.step ?? null;
    expect(now('2026-04-22T23:59:00Z')).toBeNull();
    expect(now('2026-04-23T00:00:00Z')).toBe('half');
    expect(now('2026-04-23T06:00:00Z')).toBe('quarter');
    expect(now('2026-04-23T09:00:00Z')).toBe('eighth');
    expect(now('2026-04-23T12:00:00Z')).toBe('over');
  });
});

describe('the clocks of an arrest', () => {
  const arrest = {
    id: 'a',
    personId: '',
    at: '2026-03-02T21:30:00-03:00',
    tz: 'America/Argentina/Buenos_Aires',
    ruleset: 'AR-CPPN',
    force: 'pfa' as const,
    place: '',
    hasDetails: false,
    acts: [],
    releasedAt: null,
  };
  const rules = (ms: number, more: object = {}) =>
    clockSteps({ ...arrest, ...more }, ms).map(({ rule, step: name }) => `${rule} ${name}`);

  it('are told at each half of what is left, until an act ends them', () => {
    const first = clockSteps(arrest, at('2026-03-03T00:31'));
    expect(first[0]).toMatchObject({ step: 'half', rung: 1, urgent: true });
    const { rule = '', ends = '' } = first[0] ?? {};
    expect(rules(at('2026-03-03T03:31'))[0]).toBe(`${rule} over`);
    const act = { id: 'x', kind: ends, at: '2026-03-03T02:00:00-03:00' };
    expect(rules(at('2026-03-03T03:31'), { acts: [act] }).filter((one) => one.startsWith(rule))).toEqual([]);
  });

  it('are no news to anybody days later', () => {
    expect(rules(at('2026-03-20T00:00'))).toEqual([]);
  });
});
