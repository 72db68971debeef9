/**
 * The engine: one event, one rule, one calendar, and every date that follows with its reasons. Pure, so that the same question
 * with the same versions always has the same answer, in the browser and on the server.
 */
import { courtOf, minuteOf, YearNotLoaded, type Calendar, type Court, type Mode, type Step } from './calendar';
import { countTerm, order, type Counted, type Due, type From } from './count';
import { distanceDays } from './distance';
import { readEvent, type Served } from './event';
import type { Answer, Warning } from './refusal';
import type { Count, Extension, Grade, Rule, Ruleset, Source, Words } from './rule';

export interface Alternative {
  id: string;
  name: Words;
  /** A day, or an instant with offset. */
  due: string;
  latest: string | null;
  source: Source;
  grade: Grade;
  trace: Step[];
}

export interface Deadline {
  rule: string;
  ruleVersion: number;
  calendar: string;
  calendarVersion: string;
  /** The end of this day, or this instant. The earliest of all readings: alarms run on it. */
  nominalDue: string;
  /** The office closes on the last day. */
  officeDue: string | null;
  /** The end of the hours of grace. A red zone, never the date to work to. */
  latest: string | null;
  /** The last working day, the margin before the end; never before the event. Null where others are bound to act. */
  actBy: string | null;
  trace: Step[];
  /** Later readings, soonest first. */
  alternatives: Alternative[];
  extensions: { due: string; condition: Words }[];
  /** Days on which to be told of a limit, first one first. */
  alarms: string[];
  /** Present when a recess makes a difference: the date if the act were enabled, or were not. */
  recess: { enabled: boolean; otherwise: string } | null;
  warnings: Warning[];
  /** True until a lawyer has signed the rule off: to be confirmed with the defence. */
  orientative: boolean;
}

export interface Bench {
  ruleset: Ruleset;
  rule: Rule;
  calendar: Calendar;
  /** Signed off by a lawyer of the campaign, in this version. */
  signed?: boolean;
}

interface Read {
  id: string;
  name: Words;
  source: Source;
  grade: Grade;
  counted: Counted;
  latest: number | null;
  mode: Mode;
}

const OF_LAW: Words = { es: 'según la regla', en: 'by the rule' };
const DEEMED: Words = {
  es: 'notificación tenida por hecha el día hábil siguiente',
  en: 'notification deemed made on the next working day',
};

const textOf = (due: Due, court: Court): string => (due.kind === 'day' ? court.text(due.day) : court.zone.text(due.ms));
const dayOf = (due: Due, court: Court): number => (due.kind === 'day' ? due.day : court.zone.wall(due.ms).day);

/** The last minute in which it may still be filed, where the code gives hours of grace. */
function graceEnd(rule: Rule, due: Due, court: Court, mode: Mode): number | null {
  const { grace } = rule;
  if (grace === null || (court.office === null && !('until' in grace))) return null;
  const day = dayOf(due, court);
  if (due.kind === 'instant') {
    // An hour that ends while the office is open, or on a day it does not open, has no morning after.
    const open = court.office !== null && court.zone.wall(due.ms).minute <= court.office[1];
    if (open || !court.works(day, mode)) return null;
  }
  const next = court.next(day, mode);
  const minute = 'until' in grace ? minuteOf(grace.until) : (court.office?.[0] ?? 0) + grace.hours * 60;
  return minute === null ? null : court.zone.instant(next, minute);
}

/** The first day of a notification that came when the court was shut, if that makes a difference. */
function deemedDay(from: From, court: Court, mode: Mode): number | null {
  if (!court.works(from.day, mode)) return court.next(from.day, mode);
  if (from.ms === null || court.notice === null) return null;
  const { minute } = court.zone.wall(from.ms);
  return minute < court.notice[0] || minute >= court.notice[1] ? court.next(from.day, mode) : null;
}

function readings({ rule, ruleset }: Bench, count: Count, from: From, court: Court, mode: Mode): Read[] {
  const read = (id: string, name: Words, source: Source, grade: Grade, counting: Count, start: From): Read => {
    const graceMode: Mode = counting.everyDay ? 'every' : mode;
    const counted = countTerm(counting, start, court, mode);
    const latest = graceEnd(rule, counted.due, court, graceMode);
    return { id, name, source, grade, counted, latest, mode: graceMode };
  };
  const all = [read('law', OF_LAW, rule.source, rule.grade, count, from)];
  for (const { id, name, source, grade, change } of rule.readings)
    all.push(read(id, name, source, grade, { ...count, ...change }, from));
  const { deemed } = ruleset;
  if (deemed !== null && rule.event === 'notification' && count.unit === 'day' && !count.everyDay) {
    const day = deemedDay(from, court, mode);
    if (day !== null) all.push(read('deemed', DEEMED, deemed.source, deemed.grade, count, { day, ms: null }));
  }
  return all;
}

function extended(
  extensions: readonly Extension[],
  count: Count,
  from: From,
  court: Court,
  unknown: () => void,
): Deadline['extensions'] {
  let { amount, unit } = count;
  return extensions.map((extension) => {
    if (unit === 'year' && extension.unit === 'month') [amount, unit] = [amount * 12, 'month'];
    amount += unit === 'month' && extension.unit === 'year' ? extension.amount * 12 : extension.amount;
    const longer: Count = { ...count, amount, unit };
    // A later end may lie in a year nobody has entered; it is then told as it falls, which is never later than it rolls.
    const counted =
      ifLoaded(() => countTerm(longer, from, court, 'plain'), unknown) ??
      countTerm({ ...longer, roll: 'none' }, from, court, 'plain');
    return { due: textOf(counted.due, court), condition: extension.condition };
  });
}

/** The last working day at least `margin` working days before the end, and not before the event. */
function actBy(rule: Rule, best: Read, from: From, court: Court): string | null {
  const due = best.counted.due;
  if (due.kind === 'instant' && rule.actor !== 'defence' && rule.actor !== 'parties') return null;
  let day = dayOf(due, court);
  for (let left = rule.margin; left > 0 && day > from.day;) {
    day -= 1;
    if (court.works(day, best.mode)) left -= 1;
  }
  return court.text(Math.max(day, from.day));
}

function unsure(trace: readonly Step[], calendar: Calendar): boolean {
  const first = trace[0]?.day ?? '';
  const last = trace.at(-1)?.day ?? '';
  const weak = (grade: Grade): boolean => grade === 'C';
  return (
    calendar.recesses.some(({ from, to, grade }) => weak(grade) && from <= last && to >= first) ||
    calendar.days.some(({ day, grade }) => weak(grade) && day >= first && day <= last)
  );
}

/** Runs `ask`; null when it needs a year that is not loaded, which is then noted. */
function ifLoaded<T>(ask: () => T, note: () => void): T | null {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof YearNotLoaded)) throw error;
    note();
    return null;
  }
}

function assemble(bench: Bench, served: Served, court: Court, count: Count, from: From): Deadline {
  const { rule, calendar } = bench;
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => void (warnings.includes(warning) || warnings.push(warning));
  const mode: Mode = served.enabled ? 'enabled' : 'plain';
  const total = rule.distance ? { ...count, amount: count.amount + distanceDays(served.km ?? 0) } : count;

  // A clock that runs in hours needs no calendar, and must not stand still because one is missing.
  const alone = (): Read[] => {
    const counted = countTerm({ ...total, roll: 'none' }, from, court, mode);
    return [{ id: 'law', name: OF_LAW, source: rule.source, grade: rule.grade, counted, latest: null, mode }];
  };
  const all = (): Read[] => readings(bench, total, from, court, mode);
  const read = total.unit === 'hour' ? (ifLoaded(all, () => warn('year_for_readings')) ?? alone()) : all();
  read.sort((a, b) => order(a.counted.due, court) - order(b.counted.due, court));
  const [best, ...later] = read;
  if (best === undefined) throw new RangeError('a rule has at least one reading');
  const nominalDue = textOf(best.counted.due, court);
  const instant = (ms: number | null): string | null => (ms === null ? null : court.zone.text(ms));
  const alternatives: Alternative[] = [];
  for (const { id, name, source, grade, counted, latest } of later) {
    const due = textOf(counted.due, court);
    if (due === nominalDue || alternatives.some((one) => one.due === due)) continue;
    alternatives.push({ id, name, source, grade, due, latest: instant(latest), trace: counted.trace });
  }

  const dueDay = dayOf(best.counted.due, court);
  const open = best.counted.due.kind === 'day' && court.loaded(dueDay) && court.works(dueDay, best.mode);
  const officeDue = open && court.office !== null ? court.zone.text(court.zone.instant(dueDay, court.office[1])) : null;
  if (rule.grace !== null && court.office === null && !('until' in rule.grace)) warn('no_office_hours');
  const act = ifLoaded(
    () => actBy(rule, best, from, court),
    () => warn('year_for_act_by'),
  );
  if (rule.event === 'notification' && court.loaded(from.day)) {
    if (!court.works(from.day, mode)) warn('served_shut');
    else if (from.ms !== null && court.office !== null) {
      const { minute } = court.zone.wall(from.ms);
      if (minute < court.office[0] || minute >= court.office[1]) warn('served_after_hours');
    }
  }
  if (served.instead !== undefined) warn('amount_differs');
  if (best.grade !== 'A') warn(best.grade === 'C' ? 'draft' : 'from_memory');
  if (total.unit === 'day' && unsure(best.counted.trace, calendar)) warn('recess_unconfirmed');

  return {
    rule: rule.id,
    ruleVersion: rule.version,
    calendar: calendar.id,
    calendarVersion: calendar.version,
    nominalDue,
    officeDue,
    // Where the earliest reading has no grace, what courts accepted under a later one is the last resort.
    latest: instant(best.latest ?? later.find(({ latest }) => latest !== null)?.latest ?? null),
    actBy: act,
    trace: best.counted.trace,
    alternatives,
    extensions: extended(rule.extensions, total, from, court, () => warn('year_for_readings')),
    alarms: rule.alarms.map((days) => court.text(dueDay - days)),
    recess: recessChoice(bench, total, from, court, mode, best.counted),
    warnings,
    orientative: bench.signed !== true,
  };
}

function recessChoice(
  bench: Bench,
  count: Count,
  from: From,
  court: Court,
  mode: Mode,
  counted: Counted,
): Deadline['recess'] {
  if (count.unit !== 'day' || count.recess !== 'stops' || count.everyDay) return null;
  const enabled = mode === 'enabled';
  const touches = enabled
    ? counted.due.kind === 'day' && counted.trace.some(({ day, why }) => why === 'counted' && recessHas(court, day))
    : counted.trace.some(({ why }) => why === 'recess');
  if (!touches) return null;
  const other = ifLoaded(
    () => readings(bench, count, from, court, enabled ? 'plain' : 'enabled').map((one) => one.counted.due),
    () => undefined,
  );
  const first = other?.sort((a, b) => order(a, court) - order(b, court))[0];
  return first === undefined ? null : { enabled, otherwise: textOf(first, court) };
}

const recessHas = (court: Court, day: string): boolean =>
  court.calendar.recesses.some(({ from, to }) => from <= day && day <= to);

/** The dates of one deadline; or, clearly, why there are none. */
export function computeDeadline(bench: Bench, served: Served): Answer<Deadline> {
  const court = courtOf(bench.calendar);
  const read = readEvent(bench.rule, served, court.zone);
  if (!read.ok) return read;
  const { count, from } = read.value;
  try {
    return { ok: true, value: assemble(bench, served, court, count, from) };
  } catch (error) {
    if (error instanceof YearNotLoaded) return { ok: false, reason: 'year_not_loaded', year: error.year };
    throw error;
  }
}
