/** Calendars that come with the program, and what a campaign changes in them. */
import type { Calendar, CalendarDay, DayKind } from './calendar';
import { AR_FED_CABA } from './calendars/ar-fed-caba';
import { ES_NAC } from './calendars/es-nac';

const CALENDARS: readonly Calendar[] = [AR_FED_CABA, ES_NAC];

/** The bundled calendar of that id. */
export function findCalendar(id: string): Calendar | undefined {
  return CALENDARS.find((calendar) => calendar.id === id);
}

/** One day as a campaign sets it; `null` takes the entry away, so that the day is as its weekday and recess say. */
export interface DayEdit {
  day: string;
  kind: DayKind | null;
  name: string;
  source: string;
}

/** The calendar with days of a campaign over it. A day in a year that is not loaded changes nothing until the year is. */
export function withEdits(calendar: Calendar, edits: readonly DayEdit[], version: string): Calendar {
  if (edits.length === 0) return calendar;
  const days = new Map<string, CalendarDay>(calendar.days.map((one) => [one.day, one]));
  for (const { day, kind, name, source } of edits) {
    if (kind === null) days.delete(day);
    else days.set(day, { day, kind, name, source, grade: 'A' });
  }
  return { ...calendar, version, days: [...days.values()] };
}
