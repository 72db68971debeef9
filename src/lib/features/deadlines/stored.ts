/** A deadline as it is kept: what it runs from, and the dates without their traces, which are counted anew by whoever looks. */
import type { Json } from '$lib/contracts/journal';
import type { DeadlineDates } from '$lib/contracts/ops-deadlines';
import { dayNumber } from '$lib/kernel/civil';
import type { Deadline } from './compute';
import type { Served } from './event';
import type { Standing } from './moved';
import type { Nature } from './rule';

/** A later date nobody has said yes to. */
export interface Pending {
  dueOn: string;
  dueAt: string | null;
  latestAt: string | null;
  standing: Standing;
  /** What it then runs from, where that was put right; null where only its calendar or rule changed. */
  served: Served | null;
}

export interface StoredDeadline {
  id: string;
  caseCode: string;
  personCode: string | null;
  person: string | null;
  rule: string;
  ruleVersion: number;
  calendar: string;
  calendarVersion: string;
  nature: Nature;
  served: Served;
  dueOn: string;
  dueAt: string | null;
  latestAt: string | null;
  actBy: string | null;
  standing: Standing;
  state: 'open' | 'done' | 'waived';
  receipt: string;
  reason: string;
  /** The later date that waits for a yes, and until when it then is. */
  pending: Pending | null;
  movedFrom: string | null;
  /** The notification it hangs on. */
  notification: string | null;
}

/** What an operation carries of a computed deadline. */
export function datesOf(deadline: Deadline): DeadlineDates {
  const { nominalDue, officeDue, latest, actBy, extensions, alarms, recess, warnings } = deadline;
  const alternatives = deadline.alternatives.map(({ id, due, latest: until, grade }) => ({
    id,
    due,
    latest: until,
    grade,
  }));
  const instant = dayNumber(nominalDue) === null;
  return {
    // On the wall of the court, whatever zone the reader is in.
    dueOn: nominalDue.slice(0, 10),
    ...(instant && { dueAt: nominalDue }),
    ...(latest !== null && { latestAt: latest }),
    ...(actBy !== null && { actBy }),
    calendarVersion: deadline.calendarVersion,
    computed: { nominalDue, officeDue, latest, actBy, alternatives, extensions, alarms, recess, warnings },
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** What stands in the column `computed`. */
export function readStanding(value: unknown): Standing {
  const { nominalDue, officeDue, latest, actBy, alternatives } = object(value);
  return {
    nominalDue: text(nominalDue) ?? '',
    officeDue: text(officeDue),
    latest: text(latest),
    actBy: text(actBy),
    alternatives: (Array.isArray(alternatives) ? alternatives : []).map((one) => ({
      due: text(object(one)['due']) ?? '',
    })),
  };
}

/** What stands in the column `served`. */
export function readServed(value: unknown): Served {
  const { at, resolved, enabled, km, variant } = object(value);
  return {
    at: text(at) ?? '',
    ...(text(resolved) && { resolved: text(resolved) ?? '' }),
    ...(text(enabled) && { enabled: text(enabled) }),
    ...(typeof km === 'number' && { km }),
    ...(text(variant) && { variant: text(variant) ?? '' }),
  };
}

/** What stands in the column `pending`. */
export function readPending(value: unknown): Pending | null {
  const { dueOn, dueAt, latestAt, computed, served } = object(value);
  if (typeof dueOn !== 'string') return null;
  return {
    dueOn,
    dueAt: text(dueAt),
    latestAt: text(latestAt),
    standing: readStanding(computed),
    served: served === undefined ? null : readServed(served),
  };
}

/** What is written of a served event: no empty fields. */
export function servedArgs({ at, resolved, enabled, km, variant }: Served): { [key: string]: Json } {
  return {
    at,
    ...(resolved && { resolved }),
    ...(enabled && { enabled }),
    ...(km && { km }),
    ...(variant && { variant }),
  };
}

/** How a form names a situation of a rule. */
export function variantValue(rule: string, variant: string): string {
  return `${rule}.${variant}`;
}

/** How near a date is, in calendar days of the court; what is over and open shouts. */
export type Urgency = 'over' | 'today' | 'near' | 'later';
const NEAR_DAYS = 3;

/** By the day to act by, because on the last day it may be too late for a signature. */
export function urgencyOf({ dueOn, actBy }: Pick<StoredDeadline, 'dueOn' | 'actBy'>, today: string): Urgency {
  const left = (dayNumber(dueOn) ?? 0) - (dayNumber(today) ?? 0);
  if (left < 0) return 'over';
  if (left === 0 || (actBy !== null && actBy <= today)) return 'today';
  return left <= NEAR_DAYS ? 'near' : 'later';
}
