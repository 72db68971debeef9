import type { Row } from '$lib/contracts/journal';
import { HEARING_PARTS, type HearingPart } from '$lib/contracts/ops-hearings';
import type { Hearing } from './model';

/** Somebody of the team who goes to a hearing. */
export interface Place {
  id: string;
  hearing: string;
  /** Account. */
  user: string;
  part: HearingPart;
  /** Instant; whoever came first has the place. */
  joinedAt: string;
  /** Null: nobody has said yet. */
  came: boolean | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Those who have not left, by hearing, in the order in which they came. */
export function readPlaces(rows: readonly Row[]): Map<string, Place[]> {
  const all = rows
    .filter((row) => row['left_at'] === null || row['left_at'] === undefined)
    .map((row): Place => ({
      id: text(row['id']),
      hearing: text(row['hearing_id']),
      user: text(row['user_id']),
      part: HEARING_PARTS.find((part) => part === row['part']) ?? 'watch',
      joinedAt: text(row['joined_at']),
      came: typeof row['came'] === 'boolean' ? row['came'] : null,
    }))
    .sort((a, b) => Date.parse(a.joinedAt) - Date.parse(b.joinedAt) || (a.id < b.id ? -1 : 1));
  return Map.groupBy(all, ({ hearing }) => hearing);
}

export interface Watch {
  /** Who has a place. */
  inside: Place[];
  /** Who gets one when somebody leaves, in that order. */
  waiting: Place[];
  /** Places nobody has taken. */
  free: number;
}

/** Who watches the court: as many as are wanted, the others wait. */
export function watchOf({ watchWanted }: Pick<Hearing, 'watchWanted'>, places: readonly Place[]): Watch {
  const all = places.filter(({ part }) => part === 'watch');
  return {
    inside: all.slice(0, watchWanted),
    waiting: all.slice(watchWanted),
    free: Math.max(0, watchWanted - all.length),
  };
}

export const ofPart = (places: readonly Place[], part: HearingPart): Place[] =>
  places.filter((place) => place.part === part);

/** True when this person may be given the link: whoever goes and need not wait for a place. */
export function hasPlace(hearing: Pick<Hearing, 'watchWanted'>, places: readonly Place[], user: string): boolean {
  const waiting = new Set(watchOf(hearing, places).waiting.map(({ id }) => id));
  return places.some((place) => place.user === user && !waiting.has(place.id));
}
