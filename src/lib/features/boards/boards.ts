import type { Row } from '$lib/contracts/journal';
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
