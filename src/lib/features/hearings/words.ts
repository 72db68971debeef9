import { daysBetween, today } from '$lib/kernel/dates';
import { dayOf, formatInstant, formatTime, zoneCity } from '$lib/kernel/format';
import type { AnyWords } from '$lib/messages/failure';
import type { Hearing } from './model';

type When = Pick<Hearing, 'startsAt' | 'tz'>;
const HOUR_MS = 3_600_000;

/** "tomorrow", "in 6 days": counted in days of the court's place, in hours only within the day. */
export function countdown(m: AnyWords, { startsAt, tz }: When, nowMs: number): string {
  const ms = Date.parse(startsAt) - nowMs;
  const days = daysBetween(today(tz, nowMs), dayOf(startsAt, tz));
  if (days > 0) return m('time.in_days', { n: days });
  if (days < 0) return m('time.days', { n: -days });
  if (ms >= HOUR_MS) return m('time.in_hours', { n: Math.floor(ms / HOUR_MS) });
  if (ms >= 60_000) return m('time.in_minutes', { n: Math.floor(ms / 60_000) });
  if (ms > -60_000) return m('hearings.now');
  return ms > -HOUR_MS
    ? m('time.minutes', { n: Math.floor(-ms / 60_000) })
    : m('time.hours', { n: Math.floor(-ms / HOUR_MS) });
}

/** "mié 23 abr 2025, 13:30, hora de Buenos Aires". */
export function courtTime(m: AnyWords, { startsAt, tz }: When): string {
  return `${formatInstant(startsAt, tz, m.locale)}, ${m('time.local', { place: zoneCity(tz) })}`;
}

/** The same instant for a reader whose clock shows another time; null when it shows the same. */
export function readerTime(m: AnyWords, { startsAt, tz }: When, readerTz: string | null): string | null {
  if (readerTz === null) return null;
  const same =
    formatTime(startsAt, tz) === formatTime(startsAt, readerTz) && dayOf(startsAt, tz) === dayOf(startsAt, readerTz);
  return same ? null : m('hearings.for_you', { when: formatInstant(startsAt, readerTz, m.locale) });
}
