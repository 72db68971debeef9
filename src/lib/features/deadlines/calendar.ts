/** The days of a court, as data, and the same made ready for counting. */
import { dayNumber, dayText, partsOf, weekdayOf } from '$lib/kernel/civil';
import { zoneOf, type Zone } from '$lib/kernel/zone';
import type { Grade, Words } from './rule';

/** `bridge`: a non-working day by decree. `asueto`: the court itself closed the day. `worked`: a day that works after all. */
export type DayKind = 'holiday' | 'bridge' | 'asueto' | 'worked';

export interface CalendarDay {
  day: string;
  kind: DayKind;
  name: string;
  /** Law, decree, acordada. */
  source: string;
  grade: Grade;
}

export interface Recess {
  from: string;
  to: string;
  name: string;
  source: string;
  grade: Grade;
}

export interface Calendar {
  id: string;
  version: string;
  name: Words;
  zone: string;
  /** `HH:MM` at which the office opens and closes. Null: not known, so no hours of grace can be told. */
  office: readonly [string, string] | null;
  /** Between these a notification counts on its day; null where the code sets none. */
  notice: readonly [string, string] | null;
  /** Days of the week on which the court is shut, Monday is 1. */
  weekend: readonly number[];
  /** The years whose days are all here. Nothing is counted in another. */
  years: readonly number[];
  days: readonly CalendarDay[];
  recesses: readonly Recess[];
  /** What a reader must know, such as that local holidays are missing. */
  note?: Words;
}

/** One day of the trace of a count. */
export interface Step {
  day: string;
  /** How many were counted with this one: days, months, hours. Null for a day that does not count. */
  n: number | null;
  why: 'event' | 'counted' | 'weekend' | 'recess' | 'rolled' | 'clamped' | DayKind;
  /** The decree, acordada or law by which a day is skipped. */
  by: string;
}

interface CourtDay {
  text: string;
  shut: boolean;
  inRecess: boolean;
  /** What the trace says when the day is skipped. */
  skipped: Step;
}

/** Working time in hand: the plain week, with this act enabled in recess, or a code for which every day works. */
export type Mode = 'plain' | 'enabled' | 'every';

/** Thrown inside the engine only, which answers with the year. */
export class YearNotLoaded extends Error {
  constructor(readonly year: number) {
    super(`calendar year ${year} is not loaded`);
  }
}

export interface Court {
  calendar: Calendar;
  zone: Zone;
  /** Minutes of the day. */
  office: readonly [number, number] | null;
  notice: readonly [number, number] | null;
  loaded(day: number): boolean;
  works(day: number, mode: Mode): boolean;
  inRecess(day: number): boolean;
  skipped(day: number): Step;
  text(day: number): string;
  next(day: number, mode: Mode): number;
}

/** Minutes since midnight of `HH:MM`; null for anything else. */
export function minuteOf(time: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}

const span = (times: readonly [string, string] | null): readonly [number, number] | null => {
  const [from, to] = [minuteOf(times?.[0] ?? ''), minuteOf(times?.[1] ?? '')];
  return from === null || to === null ? null : [from, to];
};

const made = new WeakMap<Calendar, Court>();

/** The calendar as the engine asks it. A calendar is never changed, only followed by another, so this is kept. */
export function courtOf(calendar: Calendar): Court {
  const known = made.get(calendar);
  if (known !== undefined) return known;
  const court = makeCourt(calendar);
  made.set(calendar, court);
  return court;
}

function daysOf(calendar: Calendar): Map<number, CourtDay> {
  const named = new Map(calendar.days.map((one) => [one.day, one]));
  const all = new Map<number, CourtDay>();
  for (const year of calendar.years) {
    const first = dayNumber(`${year}-01-01`) ?? 0;
    const last = dayNumber(`${year}-12-31`) ?? -1;
    for (let number = first; number <= last; number += 1) {
      const text = dayText(number);
      const name = named.get(text);
      const worked = name?.kind === 'worked';
      const weekend = !worked && calendar.weekend.includes(weekdayOf(number));
      const skipped: Step =
        name !== undefined && !worked
          ? { day: text, n: null, why: name.kind, by: name.source === '' ? name.name : `${name.name} (${name.source})` }
          : { day: text, n: null, why: weekend ? 'weekend' : 'worked', by: '' };
      all.set(number, { text, shut: weekend || (name !== undefined && !worked), inRecess: false, skipped });
    }
  }
  for (const { from, to, name, source } of calendar.recesses) {
    for (let number = dayNumber(from) ?? 1, last = dayNumber(to) ?? 0; number <= last; number += 1) {
      const day = all.get(number);
      if (day === undefined || named.get(day.text)?.kind === 'worked') continue;
      day.inRecess = true;
      if (!day.shut)
        day.skipped = { day: day.text, n: null, why: 'recess', by: source === '' ? name : `${name} (${source})` };
    }
  }
  return all;
}

function makeCourt(calendar: Calendar): Court {
  const days = daysOf(calendar);
  const at = (number: number): CourtDay => {
    const day = days.get(number);
    if (day === undefined) throw new YearNotLoaded(partsOf(number).year);
    return day;
  };
  const works = (number: number, mode: Mode): boolean => {
    const day = at(number);
    return mode === 'every' || (!day.shut && (mode === 'enabled' || !day.inRecess));
  };
  return {
    calendar,
    zone: zoneOf(calendar.zone),
    office: span(calendar.office),
    notice: span(calendar.notice),
    loaded: (number) => days.has(number),
    works,
    inRecess: (number) => at(number).inRecess,
    skipped: (number) => at(number).skipped,
    text: (number) => days.get(number)?.text ?? dayText(number),
    next(number, mode) {
      let day = number + 1;
      while (!works(day, mode)) day += 1;
      return day;
    },
  };
}
