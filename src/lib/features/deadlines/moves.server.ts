/** What a change of a campaign's calendar does to its open deadlines. */
import type { DeadlineMove } from '$lib/contracts/ops-deadlines';
import type { Db } from '$lib/server/backend/index.server';
import type { Calendar } from './calendar';
import { openIn } from './deadlines.repo.server';
import { moved, type Move } from './moved';
import { findRule } from './rules';
import { datesOf, servedArgs, type StoredDeadline } from './stored';

export interface Moves {
  moves: (Move & { deadline: StoredDeadline })[];
  /** Counted, read and written back by the operation, so that none is entered in between. */
  seen: string;
}

/** Every open deadline of the calendar that moves when it becomes `after`. */
export async function movesOf(db: Db, campaign: string, before: Calendar, after: Calendar): Promise<Moves> {
  const open = await openIn(db, campaign, before.id);
  const byId = new Map(open.map((one) => [one.id, one]));
  const stored = open.flatMap(({ id, rule, served, standing, pending }) => {
    const bench = findRule(rule);
    const now = pending?.served ?? served;
    return bench === undefined ? [] : [{ id, bench, served: now, standing, pending: pending?.standing ?? null }];
  });
  const moves = moved(stored, before, after).flatMap((move) => {
    const deadline = byId.get(move.id);
    return deadline === undefined ? [] : [{ ...move, deadline }];
  });
  const versions = open.reduce((sum, { version }) => sum + version, 0);
  return { moves, seen: `${open.length}:${versions}` };
}

/** As the operation takes them. What can no longer be computed stays as it stands. */
export function moveArgs(moves: Moves['moves']): DeadlineMove[] {
  return moves.flatMap(({ id, to, direction, deadline }) => {
    if (to === null || direction === 'lost') return [];
    const served = deadline.pending?.served;
    return [{ deadline: id, direction, ...datesOf(to), ...(served && { served: servedArgs(served) }) }];
  });
}
