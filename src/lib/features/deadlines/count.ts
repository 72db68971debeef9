/** Counting one term in one way, day by day. */
import { plusMonths } from '$lib/kernel/civil';
import type { Court, Mode, Step } from './calendar';
import type { Count } from './rule';

/** A day to its end, or a moment. */
export type Due = { kind: 'day'; day: number } | { kind: 'instant'; ms: number };

export interface From {
  day: number;
  /** Where the moment is known. */
  ms: number | null;
}

export interface Counted {
  due: Due;
  trace: Step[];
}

const HOUR_MS = 3_600_000;

/** Minutes since 1970 on the wall, for telling which of two comes first. A day lasts to its end. */
export function order(due: Due, court: Pick<Court, 'zone'>): number {
  if (due.kind === 'day') return (due.day + 1) * 1440;
  const { day, minute } = court.zone.wall(due.ms);
  return day * 1440 + minute;
}

/** The hours used up by the end of each day of the place, and the moment at which all are. */
export function countHours(amount: number, ms: number, zone: Court['zone'], text: (day: number) => string): Counted {
  const end = ms + amount * HOUR_MS;
  const trace: Step[] = [];
  const last = zone.wall(end).day;
  for (let { day } = zone.wall(ms); day <= last; day += 1) {
    const until = Math.min(end, zone.instant(day + 1, 0));
    const n = Math.round(((until - ms) / HOUR_MS) * 100) / 100;
    if (n > 0) trace.push({ day: text(day), n, why: 'counted', by: '' });
  }
  return { due: { kind: 'instant', ms: end }, trace };
}

function countDays(count: Count, from: From, court: Court, mode: Mode): Counted {
  const trace: Step[] = [];
  let day = from.day;
  if (count.start === 'same_day') day -= 1;
  else trace.push({ day: court.text(day), n: null, why: 'event', by: '' });
  const stops = count.recess === 'stops' && mode === 'plain';
  for (let n = 0; n < count.amount;) {
    day += 1;
    const counts = count.days === 'working' ? court.works(day, mode) : !(stops && court.inRecess(day));
    if (counts) trace.push({ day: court.text(day), n: (n += 1), why: 'counted', by: '' });
    else trace.push(court.skipped(day));
  }
  return { due: { kind: 'day', day }, trace };
}

function countMonths(count: Count, from: From, court: Court): Counted {
  const each = count.unit === 'year' ? 12 : 1;
  const trace: Step[] = [{ day: court.text(from.day), n: null, why: 'event', by: '' }];
  let day = from.day;
  for (let n = 1; n <= count.amount; n += 1) {
    // Always from the first date: 31 January, then 28 February, is 31 March again.
    const reached = plusMonths(from.day, n * each);
    day = reached.number;
    trace.push({ day: court.text(day), n, why: reached.clamped ? 'clamped' : 'counted', by: '' });
  }
  return { due: { kind: 'day', day }, trace };
}

/** Moves an end on which the court is shut to the next day it works. */
function rolled({ due, trace }: Counted, court: Court, mode: Mode): Counted {
  let day = due.kind === 'day' ? due.day : court.zone.wall(due.ms).day;
  if (court.works(day, mode)) return { due, trace };
  const steps = [...trace];
  if (due.kind === 'day') day += 1;
  for (; !court.works(day, mode); day += 1) steps.push(court.skipped(day));
  steps.push({ day: court.text(day), n: null, why: 'rolled', by: '' });
  return { due: { kind: 'day', day }, trace: steps };
}

/** The whole term. Hours need the moment, which the caller has made sure of. */
export function countTerm(count: Count, from: From, court: Court, mode: Mode): Counted {
  const counting: Mode = count.everyDay ? 'every' : mode;
  const counted =
    count.unit === 'hour'
      ? countHours(count.amount, from.ms ?? 0, court.zone, court.text)
      : count.unit === 'day'
        ? countDays(count, from, court, counting)
        : countMonths(count, from, court);
  return count.roll === 'none' ? counted : rolled(counted, court, mode);
}
