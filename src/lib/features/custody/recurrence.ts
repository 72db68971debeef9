import { RRule } from 'rrule';

/** How often somebody has to be somewhere. Days of the week as RFC 5545 writes them, Monday first. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const RHYTHMS = ['once', 'daily', 'weekly', 'fortnightly', 'monthly', 'bimonthly', 'quarterly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

const PARTS: Readonly<Record<Exclude<Rhythm, 'once'>, string>> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  bimonthly: 'FREQ=MONTHLY;INTERVAL=2',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
};

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** Day of the week of a civil day. */
export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[(noon(day).getUTCDay() + 6) % 7] ?? 'MO';
}

/**
 * The rule of a rhythm from its first day on; null for what comes once. A day of the month that a month lacks is its last
 * one, as a court would have it, where RFC 5545 would leave the month out.
 */
export function ruleOf(rhythm: Rhythm, first: string): string | null {
  if (rhythm === 'once') return null;
  const base = PARTS[rhythm];
  if (base.includes('WEEKLY')) return `${base};BYDAY=${weekdayOf(first)}`;
  if (!base.includes('MONTHLY')) return base;
  const day = Number(first.slice(8));
  if (day <= 28) return `${base};BYMONTHDAY=${day}`;
  const days = Array.from({ length: day - 27 }, (_, n) => 28 + n).join(',');
  return `${base};BYMONTHDAY=${days};BYSETPOS=-1`;
}

/** The rhythm a rule was made of; null for one that somebody wrote otherwise. */
export function rhythmOf(rule: string | null): Rhythm | null {
  if (rule === null) return 'once';
  const head = rule.replace(/;BY[A-Z]+=[^;]*/g, '');
  return RHYTHMS.find((rhythm) => rhythm !== 'once' && PARTS[rhythm] === head) ?? null;
}

/** The first day of a rule that is not before `from`; null once it is over. Civil days: no clock takes part. */
export function nextOn(
  { rule, first, last }: { rule: string | null; first: string; last: string | null },
  from: string,
): string | null {
  const within = (day: string): string | null => (last !== null && day > last ? null : day);
  if (rule === null) return first >= from ? within(first) : null;
  const start = noon(first);
  const found = new RRule({ ...RRule.parseString(rule), dtstart: start }).after(
    noon(from > first ? from : first),
    true,
  );
  return found === null ? null : within(dayOf(found));
}

/** The day after `due` on which it comes again; null when that was the last. */
export function nextAfter(
  rule: { rule: string | null; first: string; last: string | null },
  due: string,
): string | null {
  if (rule.rule === null) return null;
  return nextOn(rule, dayOf(new Date(noon(due).getTime() + 86_400_000)));
}
