/** When a reminder is due: counted from the court's calendar and an injected clock, without any memory of what was said before. */
import { dayNumber, weekdayOf } from '$lib/kernel/civil';
import { zoneOf } from '$lib/kernel/zone';
import { clocksOf, endOf, type Arrest } from '../arrests';
import { courtOf, type Calendar } from '../deadlines';
import type { Step } from './model';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Where a calendar does not tell when its office opens and closes. */
const OPENS_MIN = 8 * 60;
const CLOSES_MIN = 13 * 60 + 30;
/** What is over and not filed is told once more; after this it is no news to anybody. */
const OVER_MS = 72 * HOUR_MS;

/** As `notices_open` of the database tells it. */
export interface OpenDeadline {
  nature: string;
  dueOn: string;
  dueAt: string | null;
  officeDue: string | null;
  /** What it runs from: a day, or an instant. */
  from: string | null;
}

export interface Due {
  step: Step;
  rung: 1 | 2 | 3;
  /** The right is lost, or somebody is held: breaks quiet hours and climbs to the last rung. */
  urgent: boolean;
  /** After this nobody is told any more. */
  expiresAt: string;
}

interface Moment {
  step: Step;
  rung: 1 | 2 | 3;
  ms: number;
}

const instantMs = (text: string | null): number | null => {
  if (text === null || dayNumber(text) !== null) return null;
  const ms = Date.parse(text);
  return Number.isFinite(ms) ? ms : null;
};

/** Half of the time is gone, then three quarters, then seven eighths. */
function halves(fromMs: number, dueMs: number): Moment[] {
  const total = dueMs - fromMs;
  return [
    { step: 'half', rung: 1, ms: dueMs - total / 2 },
    { step: 'quarter', rung: 2, ms: dueMs - total / 4 },
    { step: 'eighth', rung: 3, ms: dueMs - total / 8 },
    { step: 'over', rung: 3, ms: dueMs },
  ];
}

/** The n-th working day before. In a year that is not loaded, plain weekdays: too early costs less than too late. */
function workingDayBefore(day: number, n: number, calendar: Calendar): number {
  const court = courtOf(calendar);
  let at = day;
  for (let left = n; left > 0;) {
    at -= 1;
    if (court.loaded(at) ? court.works(at, 'plain') : weekdayOf(at) < 6) left -= 1;
  }
  return at;
}

function byDays({ dueOn, dueAt, officeDue }: OpenDeadline, calendar: Calendar): Moment[] {
  const day = dayNumber(dueOn);
  if (day === null) return [];
  const court = courtOf(calendar);
  const zone = zoneOf(calendar.zone);
  const opens = court.office?.[0] ?? OPENS_MIN;
  const closes = instantMs(dueAt) ?? instantMs(officeDue) ?? zone.instant(day, court.office?.[1] ?? CLOSES_MIN);
  return [
    { step: 'd3', rung: 1, ms: zone.instant(workingDayBefore(day, 3, calendar), opens) },
    { step: 'd1', rung: 2, ms: zone.instant(workingDayBefore(day, 1, calendar), opens) },
    { step: 'h4', rung: 3, ms: closes - 4 * HOUR_MS },
    { step: 'over', rung: 3, ms: instantMs(dueAt) ?? zone.instant(day + 1, 0) },
  ];
}

/** The last of the moments that has come; what was missed before it is stale and is not said any more. */
function current(moments: readonly Moment[], nowMs: number): Moment | null {
  return moments.filter(({ ms }) => ms <= nowMs).at(-1) ?? null;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The step at which an open deadline stands now; null: nothing to say yet, or no more. */
export function deadlineStep(deadline: OpenDeadline, calendar: Calendar, nowMs: number): Due | null {
  const due = instantMs(deadline.dueAt);
  const from = instantMs(deadline.from);
  const moments =
    due !== null && from !== null && due - from <= 10 * DAY_MS ? halves(from, due) : byDays(deadline, calendar);
  const now = current(moments, nowMs);
  const end = moments.at(-1)?.ms ?? 0;
  if (now === null || nowMs > end + OVER_MS) return null;
  const urgent = deadline.nature === 'peremptory' || deadline.nature === 'liberty';
  return {
    step: now.step,
    rung: urgent ? now.rung : now.rung === 1 ? 1 : 2,
    urgent,
    expiresAt: iso(now.step === 'over' ? end + OVER_MS : end),
  };
}

export interface ClockDue extends Due {
  rule: string;
  due: string;
  /** The act that ends it. */
  ends: string;
}

/** The steps at which the clocks of an arrest stand now. One that is over stays told until somebody writes down what ended it. */
export function clockSteps(arrest: Arrest, nowMs: number): ClockDue[] {
  return clocksOf(arrest, nowMs).flatMap(({ rule, due, endedAt }): ClockDue[] => {
    const dueMs = Date.parse(due);
    const now = endedAt === null ? current(halves(Date.parse(arrest.at), dueMs), nowMs) : null;
    if (now === null || nowMs > dueMs + OVER_MS) return [];
    const { step, rung } = now;
    const expiresAt = iso(step === 'over' ? dueMs + OVER_MS : dueMs);
    return [{ rule: rule.id, due: iso(dueMs), ends: endOf(rule), step, rung, urgent: true, expiresAt }];
  });
}
