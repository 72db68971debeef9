/** The clock on the wall of a place, in minutes: for what is counted in thousands. One value at a time: `dates.ts`. */
import { Temporal } from 'temporal-polyfill';
import { dayText } from './civil';

const DAY_MS = 86_400_000;
/** Days remembered per zone before the memory begins anew. */
const KEPT = 20_000;

export interface Zone {
  name: string;
  /** Day (as a number) and minute of that day at an instant. */
  wall(ms: number): { day: number; minute: number };
  /** The instant of a minute of a day. Of a time that does not exist there, the one after the clocks went forward. */
  instant(day: number, minute: number): number;
  /** `2025-04-24T09:30:00-03:00`. */
  text(ms: number): string;
}

const zones = new Map<string, Zone>();

/** The zone of that IANA name, with what was already asked about it. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const made = makeZone(name);
  zones.set(name, made);
  return made;
}

function makeZone(name: string): Zone {
  const ask = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name).offsetNanoseconds / 60e9;
  /** Offset in minutes of a whole UTC day; null where the clocks change within it. */
  const offsets = new Map<number, number | null>();
  const offset = (ms: number): number => {
    const day = Math.floor(ms / DAY_MS);
    let known = offsets.get(day);
    if (known === undefined) {
      const first = ask(day * DAY_MS);
      known = first === ask((day + 1) * DAY_MS - 1) ? first : null;
      if (offsets.size > KEPT) offsets.clear();
      offsets.set(day, known);
    }
    return known ?? ask(ms);
  };

  return {
    name,
    wall(ms) {
      const minutes = Math.floor(ms / 60_000) + offset(ms);
      const day = Math.floor(minutes / 1440);
      return { day, minute: minutes - day * 1440 };
    },
    instant(day, minute) {
      const local = day * DAY_MS + minute * 60_000;
      const guess = local - offset(local) * 60_000;
      return local - offset(guess) * 60_000;
    },
    text(ms) {
      const ahead = offset(ms);
      const local = ms + ahead * 60_000;
      const day = Math.floor(local / DAY_MS);
      const second = Math.floor((local - day * DAY_MS) / 1000);
      const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
      const time = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
      const away = Math.abs(ahead);
      return `${dayText(day)}T${time}${ahead < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
    },
  };
}
