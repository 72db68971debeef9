/** What hangs on a notification, and what becomes of it when the notification is put right. */
import type { DeadlineMove } from '$lib/contracts/ops-deadlines';
import type { Db } from '$lib/server/backend/index.server';
import { computeDeadline } from './compute';
import { deadlinesOn } from './deadlines.repo.server';
import type { Served } from './event';
import { moveLines, type MovesShown } from './move-lines';
import { direction, type Move } from './moved';
import { campaignCalendar } from './own.server';
import { refuse, type Refusal } from './refusal';
import { findRule } from './rules';
import { datesOf, servedArgs, type StoredDeadline } from './stored';

export interface Corrected {
  ok: true;
  /** Old and new, for the page. */
  shown: MovesShown;
  moves: DeadlineMove[];
  /** What it was made from. */
  seen: string;
  calendars: { calendar: string; revision: number }[];
}

/** Every open deadline of a notification counted from `served` instead; or why one of them cannot be, and then nothing is changed. */
export async function countedFrom(
  db: Db,
  campaign: string,
  notification: string,
  served: (was: Served) => Served,
): Promise<Corrected | Refusal> {
  const open = (await deadlinesOn(db, campaign, [notification])).filter(({ state }) => state === 'open');
  const calendars = new Map<string, Awaited<ReturnType<typeof campaignCalendar>>>();
  for (const id of new Set(open.map(({ calendar }) => calendar)))
    calendars.set(id, await campaignCalendar(db, campaign, id));
  const told: (Move & { deadline: StoredDeadline })[] = [];
  const moves: DeadlineMove[] = [];
  for (const deadline of open) {
    const found = findRule(deadline.rule);
    const held = calendars.get(deadline.calendar);
    if (found === undefined || !held) return refuse('rule_unknown');
    const from = served(deadline.pending?.served ?? deadline.served);
    const to = computeDeadline({ ...found, calendar: held.calendar }, from);
    if (!to.ok) return to;
    const way = direction(deadline.standing, to.value);
    // What it runs from has changed, also where the date has not.
    moves.push({ deadline: deadline.id, direction: way ?? 'beside', ...datesOf(to.value), served: servedArgs(from) });
    if (way !== null)
      told.push({ id: deadline.id, deadline, from: deadline.standing, to: to.value, refusal: null, direction: way });
  }
  const versions = open.reduce((sum, { version }) => sum + version, 0);
  return {
    ok: true,
    shown: moveLines(told),
    moves,
    seen: `${open.length}:${versions}`,
    calendars: [...calendars].map(([calendar, held]) => ({ calendar, revision: held?.own.revision ?? 0 })),
  };
}
