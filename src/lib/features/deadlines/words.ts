/** How dates, rules and reasons of this room read. */
import { dayNumber } from '$lib/kernel/civil';
import { formatDay, formatInstant, formatTime } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import type { LegalKey } from '$lib/messages/legal';
import type { Step } from './calendar';
import { findCalendar } from './calendars';
import type { Count } from './rule';
import { RULESETS } from './rules';
import { variantValue, type StoredDeadline } from './stored';

type M = Messages<LegalKey>;

/** The clock of the courts of a calendar. */
export function zoneOfCalendar(id: string): string {
  return findCalendar(id)?.zone ?? 'America/Argentina/Buenos_Aires';
}

/** A day, or a moment on the clock of the court. */
export function dueText(m: Pick<M, 'locale'>, due: string, zone: string): string {
  return dayNumber(due) === null ? formatInstant(due, zone, m.locale) : formatDay(due, m.locale);
}

/** The date of a stored deadline, with its hour where it has one. */
export function storedDue(m: M, { dueOn, dueAt, calendar }: StoredDeadline): string {
  const day = formatDay(dueOn, m.locale);
  return dueAt === null ? day : `${day}, ${formatTime(dueAt, zoneOfCalendar(calendar))}`;
}

/** "3 working days". */
export function countText(m: M, count: Count | null): string {
  if (count === null) return m('deadlines.count.none');
  const unit = count.unit === 'day' ? (count.everyDay ? 'calendar' : count.days) : count.unit;
  return m(`deadlines.count.${unit}`, { n: count.amount });
}

/** As a clock says it: 22 h 20 min, not 22.33 h. */
function hoursText(m: M, n: number): string {
  const minutes = Math.round(n * 60);
  const whole = m('deadlines.step.hours', { n: Math.floor(minutes / 60) });
  return minutes % 60 === 0 ? whole : `${whole} ${String(minutes % 60)} min`;
}

/** Why a day counts or does not, with the decree where there is one. */
export function stepText(m: M, { why, by, n }: Step, hours: boolean): string {
  if (why === 'counted') return hours ? hoursText(m, n ?? 0) : m('deadlines.step.counted', { n: n ?? 0 });
  const said = m(`deadlines.step.${why}`);
  return by === '' ? said : `${said}: ${by}`;
}

/** Rules that can be counted, for a list to choose from. */
export function ruleOptions(m: M): { value: string; label: string }[] {
  return RULESETS.flatMap(({ id, rules }) =>
    rules
      .filter(({ count }) => count !== null)
      .map((rule) => ({ value: rule.id, label: `${id} · ${rule.name[m.locale]} (${countText(m, rule.count)})` })),
  );
}

/** Situations that some rule names; two rules may name the same one, so the value says whose it is. */
export function variantOptions(m: M): { value: string; label: string }[] {
  return RULESETS.flatMap(({ rules }) =>
    rules.flatMap((rule) =>
      rule.variants.map(({ id, amount, name }) => ({
        value: variantValue(rule.id, id),
        label: `${rule.name[m.locale]}: ${name[m.locale]} (${amount})`,
      })),
    ),
  );
}
