/** Computing with days and instants. What only shows them stands in `format.ts`, which does not carry the polyfill. */
import { Temporal } from 'temporal-polyfill';
import type { Result } from '../contracts/errors';
import { isZone } from './format';
import { invalid, ok } from './result';

/** Rules these functions can name; each has words under `rule.<rule>`. */
export const DATE_RULES = [
  'day_format',
  'day_unreal', // 30 February
  'time_format',
  'time_gap', // clocks were put forward: this time did not exist there
  'time_twice', // clocks were put back: this time came twice there
  'zone_unknown',
  'instant_format',
] as const;

/** A civil day, strictly `YYYY-MM-DD`, that exists. */
export function parseDay(text: string): Result<string> {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return invalid('day_format');
  try {
    return ok(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
  } catch {
    return invalid('day_unreal');
  }
}

/** The civil day it is in `zone`. */
export function today(zone: string, nowMs: number = Date.now()): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The civil day `days` later (earlier when negative). */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whole days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/**
 * The instant at which the clock on the wall of `zone` shows `local` (`YYYY-MM-DDTHH:MM`, as a form sends it), in UTC.
 * A time that did not exist there, or came twice, is refused: a hearing is never moved by an hour silently.
 */
export function toInstant(local: string, zone: string): Result<string> {
  if (!isZone(zone)) return invalid('zone_unknown');
  if (!/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return invalid('time_format');
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return invalid(parseDay(local.slice(0, 10)).ok ? 'time_format' : 'day_unreal');
  }
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!first.toPlainDateTime().equals(wall)) return invalid('time_gap');
  const second = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  return second.epochMilliseconds === first.epochMilliseconds
    ? ok(first.toInstant().toString())
    : invalid('time_twice');
}

/** What a form's date and time field shows for an instant: `YYYY-MM-DDTHH:MM` in `zone`. */
export function toLocal(instant: string, zone: string): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return wall.toString({ smallestUnit: 'minute', roundingMode: 'floor' });
}

/** An ISO 8601 instant with offset, as UTC. Without an offset it is refused. */
export function parseInstant(text: string): Result<string> {
  try {
    return ok(Temporal.Instant.from(text).toString());
  } catch {
    return invalid('instant_format');
  }
}
