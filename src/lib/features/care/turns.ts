import type { Row } from '$lib/contracts/journal';
import { SHIFT_STATES, TURN_KINDS, type ShiftState, type TurnKind } from '$lib/contracts/ops-care';
import { addDays, daysBetween } from '$lib/kernel/dates';
import type { Facility } from './facilities';

/** A turn that comes back. */
export interface Rota {
  id: string;
  kind: TurnKind;
  personId: string | null;
  facilityId: string | null;
  /** 0 is Monday. */
  weekdays: number[];
  /** Weeks from one to the next. */
  every: number;
  fromDay: string;
  untilDay: string | null;
  /** `HH:MM`, or empty. */
  at: string;
  wanted: number;
  ended: boolean;
}

/** Somebody on one day of a turn. */
export interface Shift {
  id: string;
  rota: string;
  day: string;
  user: string;
  state: ShiftState;
  hasNote: boolean;
}

/** One day of a turn, with who goes. */
export interface Slot {
  rota: Rota;
  day: string;
  shifts: Shift[];
  /** Places nobody has taken. */
  free: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

export function readRotas(rows: readonly Row[]): Rota[] {
  return rows.map((row) => ({
    id: text(row['id']),
    kind: TURN_KINDS.find((one) => one === row['kind']) ?? 'visit',
    personId: orNull(row['person_id']),
    facilityId: orNull(row['facility_id']),
    weekdays: numbers(row['weekdays']),
    every: Number(row['every'] ?? 1),
    fromDay: text(row['from_day']),
    untilDay: orNull(row['until_day']),
    at: text(row['at']),
    wanted: Number(row['wanted'] ?? 1),
    ended: typeof row['ended_at'] === 'string',
  }));
}

export function readShifts(rows: readonly Row[]): Shift[] {
  return rows
    .map((row) => ({
      id: text(row['id']),
      rota: text(row['rota_id']),
      day: text(row['day']),
      user: text(row['user_id']),
      state: SHIFT_STATES.find((one) => one === row['state']) ?? 'signed',
      hasNote: row['has_note'] === true,
    }))
    .filter(({ state }) => state !== 'left');
}

const MONDAY = '2024-01-01';
export const weekdayOf = (day: string): number => ((daysBetween(MONDAY, day) % 7) + 7) % 7;
const weekOf = (day: string): number => Math.floor(daysBetween(MONDAY, day) / 7);

/** Whether the turn comes round on that day; the database counts the same (`app.rota_has`). */
export function comesOn(rota: Rota, day: string): boolean {
  return (
    !rota.ended &&
    day >= rota.fromDay &&
    (rota.untilDay === null || day <= rota.untilDay) &&
    rota.weekdays.includes(weekdayOf(day)) &&
    (weekOf(day) - weekOf(rota.fromDay)) % rota.every === 0
  );
}

/** What stands from `from` on for so many days, soonest first. */
export function slotsOf(rotas: readonly Rota[], shifts: readonly Shift[], from: string, days: number): Slot[] {
  const of = Map.groupBy(shifts, ({ rota, day }) => `${rota} ${day}`);
  return Array.from({ length: days }, (_, n) => addDays(from, n)).flatMap((day) =>
    rotas
      .filter((rota) => comesOn(rota, day))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
      .map((rota) => {
        const some = of.get(`${rota.id} ${day}`) ?? [];
        return { rota, day, shifts: some, free: Math.max(0, rota.wanted - some.length) };
      }),
  );
}

/** What a place's rules say against a turn; empty where nobody knows its rules. */
export type RuleBreach = 'day' | 'hour' | 'unchecked';
/** After so long the rules of a place are to be asked about again. */
const FRESH_DAYS = 90;

export function breaches(
  rota: Pick<Rota, 'kind' | 'at'>,
  day: string,
  place: Facility | undefined,
  today: string,
): RuleBreach[] {
  if (place === undefined || (rota.kind !== 'visit' && rota.kind !== 'parcel')) return [];
  const { days, from, to } = place[rota.kind];
  const old = place.checkedOn === null || daysBetween(place.checkedOn, today) > FRESH_DAYS;
  const hour = rota.at !== '' && ((from !== '' && rota.at < from) || (to !== '' && rota.at > to));
  return [
    ...(days.length > 0 && !days.includes(weekdayOf(day)) ? (['day'] as const) : []),
    ...(hour ? (['hour'] as const) : []),
    ...(old ? (['unchecked'] as const) : []),
  ];
}
