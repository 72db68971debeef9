import type { Row } from '$lib/contracts/journal';
import { dayOf, isZone } from '$lib/kernel/format';
import type { Board } from './model';

/** Boards of a campaign as its team sees them: the newest first, and apart those that were put away. */
export function boardsOf(rows: readonly Row[]): { open: Board[]; away: Board[] } {
  // Ids are made in the order of time, so they tell which board is newer.
  const boards = rows
    .map((row) => ({
      id: String(row['id']),
      name: String(row['name']),
      archivedAt: row['archived_at'] == null ? null : String(row['archived_at']),
    }))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  return {
    open: boards.filter(({ archivedAt }) => archivedAt === null),
    away: boards.filter(({ archivedAt }) => archivedAt !== null),
  };
}

/** The civil day at the campaign's place, by its row in the team's stream. */
export function dayHere(campaigns: readonly Row[], nowMs: number): string {
  const zone = campaigns[0]?.['tz'];
  return dayOf(new Date(nowMs).toISOString(), isZone(zone) ? zone : 'UTC');
}
