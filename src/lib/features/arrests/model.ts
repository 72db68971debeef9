import type { Row } from '$lib/contracts/journal';
import { ARREST_ACTS, FORCES, type ArrestAct, type Force } from '$lib/contracts/ops-arrests';

export interface ActEntry {
  id: string;
  kind: ArrestAct;
  /** Instant. */
  at: string;
}

/** One deprivation of liberty, from the instant on from which the hours of the law run. */
export interface Arrest {
  id: string;
  personId: string;
  /** Instant. */
  at: string;
  /** Zone in which it is told. */
  tz: string;
  ruleset: string;
  force: Force;
  place: string;
  /** Something is sealed: who it is, injuries, needs. */
  hasDetails: boolean;
  /** What counts, oldest first. */
  acts: ActEntry[];
  releasedAt: string | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function readAct(row: Row): ActEntry[] {
  const kind = ARREST_ACTS.find((one) => one === row['kind']);
  return kind === undefined || row['undone_at'] !== null ? [] : [{ id: text(row['id']), kind, at: text(row['at']) }];
}

/** Order of instants, whatever their offset is written as. */
const byInstant = (a: { at: string }, b: { at: string }): number => Date.parse(a.at) - Date.parse(b.at);

/** All arrests with what has happened since: those still held first, of them the longest held first; then the newest. */
export function arrestsNow(arrests: readonly Row[], acts: readonly Row[]): Arrest[] {
  const of = Map.groupBy(acts, (row) => text(row['arrest_id']));
  const all = arrests.map((row): Arrest => {
    const id = text(row['id']);
    const since = (of.get(id) ?? []).flatMap(readAct).sort(byInstant);
    return {
      id,
      personId: text(row['person_id']),
      at: text(row['at']),
      tz: text(row['tz']),
      ruleset: text(row['ruleset']),
      force: FORCES.find((one) => one === row['force']) ?? 'unknown',
      place: text(row['place']),
      hasDetails: row['has_details'] === true,
      acts: since,
      releasedAt: since.find(({ kind }) => kind === 'released')?.at ?? null,
    };
  });
  const held = all.filter(({ releasedAt }) => releasedAt === null).sort(byInstant);
  const free = all.filter(({ releasedAt }) => releasedAt !== null).sort((a, b) => byInstant(b, a));
  return [...held, ...free];
}

/** The acts that may still be written down. */
export function openActs({ acts }: Pick<Arrest, 'acts'>): ArrestAct[] {
  const done = new Set(acts.map(({ kind }) => kind));
  return done.has('released') ? [] : ARREST_ACTS.filter((kind) => !done.has(kind));
}
