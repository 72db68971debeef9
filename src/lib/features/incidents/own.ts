import type { Row } from '$lib/contracts/journal';
import { dayOf } from '$lib/kernel/format';
import type { Incident } from './model';

/** Below this our own number would say who it is. As `app.incident_own_told` in the database. */
export const OWN_LEAST = 3;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const stands = (row: Row): boolean => row['removed_at'] === null;
/** Whoever is in a compartment is in no figure. */
const counts = (row: Row): boolean => (row['compartment_id'] ?? null) === null;

/** An arrest of the campaign as a list of choices tells it: by code, never by name. */
export interface ArrestLine {
  id: string;
  /** Of the person. */
  code: string;
  at: string;
  tz: string;
  place: string;
}

/** Arrests that belong to an incident, oldest first, and those that do not. */
export function arrestsOf(
  incident: string,
  rows: { links: readonly Row[]; arrests: readonly Row[]; people: readonly Row[] },
): { linked: ArrestLine[]; others: ArrestLine[] } {
  const codes = new Map(rows.people.map((row) => [text(row['id']), text(row['code'])]));
  const links = rows.links.filter((row) => row['incident_id'] === incident && stands(row));
  const ids = new Set(links.map((row) => text(row['arrest_id'])));
  const all = rows.arrests
    .map((row) => ({
      id: text(row['id']),
      code: codes.get(text(row['person_id'])) ?? '',
      at: text(row['at']),
      tz: text(row['tz']),
      place: text(row['place']),
    }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { linked: all.filter(({ id }) => ids.has(id)), others: all.filter(({ id }) => !ids.has(id)) };
}

/** Different people of the campaign taken in an incident or within its period, as `app.incident_own` counts them. */
export function ownCount(
  incident: Pick<Incident, 'id' | 'kind' | 'fromDay' | 'toDay'>,
  rows: { links: readonly Row[]; arrests: readonly Row[] },
): number {
  const linked = new Set(
    rows.links.filter((row) => row['incident_id'] === incident.id && stands(row)).map((row) => text(row['arrest_id'])),
  );
  const within = (row: Row): boolean => {
    if (incident.kind !== 'period') return linked.has(text(row['id']));
    const day = dayOf(text(row['at']), text(row['tz']));
    return incident.fromDay <= day && day <= incident.toDay;
  };
  const people = rows.arrests.filter((row) => counts(row) && within(row)).map((row) => text(row['person_id']));
  return new Set(people).size;
}
