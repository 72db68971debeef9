import { addDays, daysBetween, parseDay } from '$lib/kernel/dates';
import { dayOf } from '$lib/kernel/format';
import type { Hearing } from './model';

export const VIEWS = ['agenda', 'week', 'month', 'board'] as const;
export type View = (typeof VIEWS)[number];

/** A Monday, from which weekdays are counted. */
const MONDAY = '2024-01-01';

/** 0 is Monday. */
export function weekday(day: string): number {
  return ((daysBetween(MONDAY, day) % 7) + 7) % 7;
}

/** What an address asks for; whatever it cannot mean is the agenda from today on. */
export function viewOf(params: URLSearchParams, today: string): { view: View; day: string; chosen: boolean } {
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'agenda';
  const day = params.get('day');
  const chosen = day !== null && parseDay(day).ok;
  return { view, day: chosen ? day : today, chosen };
}

/** The address of a view; without a day it begins today. */
export function hrefOf(base: string, view: View, day: string | null): string {
  const params = new URLSearchParams();
  if (view !== 'agenda') params.set('view', view);
  if (day !== null) params.set('day', day);
  const query = params.toString();
  return query === '' ? base : `${base}?${query}`;
}

/** Monday to Sunday. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -weekday(day));
  return Array.from({ length: 7 }, (_, n) => addDays(monday, n));
}

const firstOf = (day: string): string => `${day.slice(0, 8)}01`;

/** The first day of the month `n` months after the one of `day`. */
export function monthAfter(day: string, n: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + n;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

/** All weeks that have a day of the month. */
export function monthOf(day: string): string[][] {
  const first = firstOf(day);
  const last = addDays(monthAfter(day, 1), -1);
  const weeks: string[][] = [];
  for (let at = first; weeks.at(-1)?.includes(last) !== true; at = addDays(at, 7)) weeks.push(weekOf(at));
  return weeks;
}

/** The day to which "before" and "after" of a view lead. */
export function stepOf(view: View, day: string, n: 1 | -1): string {
  if (view === 'month') return monthAfter(day, n);
  return addDays(day, view === 'week' ? 7 * n : n);
}

/** Where an arrow takes somebody who stands on `day`; null for any other key. */
export function keyTo(key: string, day: string): string | null {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'PageUp') return monthAfter(day, -1);
  if (key === 'PageDown') return monthAfter(day, 1);
  if (key === 'Home') return addDays(day, -weekday(day));
  return key === 'End' ? addDays(day, 6 - weekday(day)) : null;
}

/** The hearings of each day, in the zone of each. */
export function onDays(hearings: readonly Hearing[]): Map<string, Hearing[]> {
  return Map.groupBy(hearings, ({ startsAt, tz }) => dayOf(startsAt, tz));
}
