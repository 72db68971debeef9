import { addDays, today } from '$lib/kernel/dates';
import { formatDay, formatTime } from '$lib/kernel/format';
import type { Locale } from '$lib/contracts/locales';
import type { TeamTotals } from '$lib/contracts/totals';

export interface Series {
  labels: string[];
  values: number[];
}

const DAYS = 30;
const HOURS = 48;
const HOUR_MS = 3_600_000;

/** Signatures per day of the last thirty, days without any included, from the first day of the petition on. */
export function perDay(frame: TeamTotals, zone: string, nowMs: number, locale: Locale): Series {
  const first = frame.byDay[0]?.day;
  if (first === undefined) return { labels: [], values: [] };
  const counted = new Map(frame.byDay.map(({ day, n }) => [day, Number(n)]));
  const last = today(zone, nowMs);
  const days: string[] = [];
  for (let day = last; days.length < DAYS && (day >= first || days.length < 7); day = addDays(day, -1)) days.push(day);
  days.reverse();
  return {
    labels: days.map((day) => formatDay(day, locale, { weekday: false }).replace(/ \d{4}$/, '')),
    values: days.map((day) => counted.get(day) ?? 0),
  };
}

/** Signatures per hour of the last forty-eight, in the campaign's zone. */
export function perHour(frame: TeamTotals, zone: string, nowMs: number): Series {
  if (frame.byHour.length === 0) return { labels: [], values: [] };
  const counted = new Map(frame.byHour.map(({ hour, n }) => [Date.parse(hour), Number(n)]));
  const last = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: HOURS }, (_, back) => last - (HOURS - 1 - back) * HOUR_MS);
  return {
    labels: hours.map((ms) => formatTime(new Date(ms).toISOString(), zone)),
    values: hours.map((ms) => counted.get(ms) ?? 0),
  };
}
