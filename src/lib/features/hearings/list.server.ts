import type { Locale } from '$lib/contracts/locales';
import { toLocal } from '$lib/kernel/dates';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { agendaMessages } from '$lib/messages/agenda';
import type { Hearing } from './model';

const HEADS = [
  'case',
  'kind',
  'date',
  'time',
  'tz',
  'minutes',
  'court',
  'room',
  'access',
  'status',
  'sequence',
  'watch_wanted',
  'outcome',
] as const;

/** Codes and dates: no name, no link. */
export function hearingsCsv(hearings: readonly Hearing[], locale: Locale): string {
  const m = agendaMessages(locale);
  const lines = hearings.map((one) => {
    const local = toLocal(one.startsAt, one.tz);
    return csvLine([
      one.caseCode,
      m(`hearing.kind.${one.kind}`),
      local.slice(0, 10),
      local.slice(11),
      one.tz,
      { figure: String(one.minutes) },
      one.court,
      one.room,
      m(`hearings.access.${one.access}`),
      m(`hearings.status.${one.status}`),
      { figure: String(one.sequence) },
      { figure: String(one.watchWanted) },
      one.outcome,
    ]);
  });
  return CSV_BOM + csvLine(HEADS) + lines.join('');
}
