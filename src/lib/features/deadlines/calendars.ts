/** Calendars that come with the program, and what a campaign changes in them. */
import type { LegalDayKind } from '$lib/contracts/ops-deadlines';
import { dayNumber, dayText } from '$lib/kernel/civil';
import type { Calendar, CalendarDay } from './calendar';
import { AR_FED_CABA } from './calendars/ar-fed-caba';
import { ES_NAC } from './calendars/es-nac';

export const CALENDARS: readonly Calendar[] = [AR_FED_CABA, ES_NAC];

/** The bundled calendar of that id. */
export function findCalendar(id: string): Calendar | undefined {
  return CALENDARS.find((calendar) => calendar.id === id);
}

/** Days as a campaign sets them; `plain` takes entries away that came with the program, `recess` adds a feria. */
export interface DayEdit {
  from: string;
  to: string;
  kind: LegalDayKind;
  name: string;
  source: string;
}

/** The calendar with what a campaign has entered over it, in order of entry, and the years it says are complete. */
export function withEdits(
  calendar: Calendar,
  edits: readonly DayEdit[],
  version: string,
  loaded: readonly number[] = [],
): Calendar {
  const days = new Map<string, CalendarDay>(calendar.days.map((one) => [one.day, one]));
  const recesses = [...calendar.recesses];
  for (const { from, to, kind, name, source } of edits) {
    if (kind === 'recess') {
      recesses.push({ from, to, name, source, grade: 'A' });
      continue;
    }
    for (let number = dayNumber(from) ?? 1, last = dayNumber(to) ?? 0; number <= last; number += 1) {
      const day = dayText(number);
      if (kind === 'plain') days.delete(day);
      else days.set(day, { day, kind, name, source, grade: 'A' });
    }
  }
  const years = [...new Set([...calendar.years, ...loaded])].sort((a, b) => a - b);
  return { ...calendar, version, years, days: [...days.values()], recesses };
}
