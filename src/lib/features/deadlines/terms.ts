/** The ways in which codes state a term, for the data of the rulesets. */
import type { Count, EventKind, Rule } from './rule';

const base = { start: 'next_day', roll: 'none', recess: 'stops', everyDay: false } as const;

/** Working days of the court; the last is one of them, so nothing rolls. */
export function workingDays(amount: number): Count {
  return { ...base, amount, unit: 'day', days: 'working' };
}
/** All days, one after the other, recess or not. */
export function calendarDays(amount: number): Count {
  return { ...base, amount, unit: 'day', days: 'calendar', recess: 'runs' };
}
/** Hours of the clock, by day and night. */
export function hours(amount: number): Count {
  return { ...base, amount, unit: 'hour', days: 'calendar', recess: 'runs' };
}
/** From date to date. */
export function months(amount: number): Count {
  return { ...base, amount, unit: 'month', days: 'calendar', recess: 'runs' };
}
/** From date to date. */
export function years(amount: number): Count {
  return { ...base, amount, unit: 'year', days: 'calendar', recess: 'runs' };
}

type Stated = Pick<Rule, 'id' | 'name' | 'actor' | 'nature' | 'count' | 'source' | 'grade'> & { event: EventKind };

/** A rule with what most have: no grace, one reading, no extension, a margin of one working day. */
export function rule(stated: Stated & Partial<Rule>): Rule {
  return {
    version: 1,
    after: [],
    runsFrom: 'defence',
    grace: null,
    readings: [],
    extensions: [],
    variants: [],
    distance: false,
    margin: 1,
    alarms: [],
    ...stated,
  };
}

/** What a code says of all its terms; nothing is counted by it alone. */
export function principle(stated: Pick<Rule, 'id' | 'name' | 'source' | 'grade'> & Partial<Rule>): Rule {
  return rule({ event: 'notification', actor: 'parties', nature: 'other', count: null, ...stated });
}
