import type { Locale } from '$lib/contracts/locales';
import type { TeamTotals } from '$lib/contracts/totals';
import { addDays, today } from '$lib/kernel/dates';
import { formatDay } from '$lib/kernel/format';

export interface Growth {
  labels: string[];
  /** Confirmed on that day. */
  perDay: number[];
  /** Confirmed up to the end of that day, whatever came before the first one shown included. */
  total: number[];
}

/** More than a year of days is a line nobody can read. */
const MOST_DAYS = 366;

/** Confirmed signatures day by day, days without any included, from the first one to today in the campaign's zone. */
export function growth(frame: TeamTotals, zone: string, nowMs: number, locale: Locale): Growth {
  const first = frame.byDay[0]?.day;
  if (first === undefined) return { labels: [], perDay: [], total: [] };
  const counted = new Map(frame.byDay.map(({ day, n }) => [day, Number(n)]));
  const days: string[] = [];
  for (let day = today(zone, nowMs); day >= first && days.length < MOST_DAYS; day = addDays(day, -1)) days.push(day);
  days.reverse();
  const from = days[0] ?? first;
  let sum = frame.byDay.reduce((before, { day, n }) => (day < from ? before + Number(n) : before), 0);
  return {
    labels: days.map((day) => formatDay(day, locale, { weekday: false })),
    perDay: days.map((day) => counted.get(day) ?? 0),
    total: days.map((day) => (sum += counted.get(day) ?? 0)),
  };
}

/** Steps of the map's colours: from one, ten, a hundred, a thousand and ten thousand signatures on. */
export const MAP_STEPS = [1, 10, 100, 1_000, 10_000] as const;

/** Which step a count has reached; 0 is none. */
export function mapStep(n: number): number {
  return MAP_STEPS.filter((from) => n >= from).length;
}
