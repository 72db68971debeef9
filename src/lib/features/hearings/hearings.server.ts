import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import type { JournalEntry, Since, StreamName } from '$lib/contracts/journal';
import { toInstant } from '$lib/kernel/dates';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import type { moveSchema, outcomeSchema, scheduleSchema } from './schema';

/** The instant a form means; what does not exist on the court's clock is told at the field of the time. */
function instantOf({ date, time, tz }: { date: string; time: string; tz: string }): Result<string> {
  const instant = toInstant(`${date}T${time}`, tz);
  return instant.ok ? instant : { ...instant, field: 'time' };
}

/** Hearing and case, when it is a new one, take the id of the operation: a retry makes no second. */
export async function scheduleHearing(
  locals: App.Locals,
  campaign: string,
  { op, caseCode, court, kind, note, ...moment }: InferOutput<typeof scheduleSchema>,
): Promise<Result<unknown>> {
  const startsAt = instantOf(moment);
  if (!startsAt.ok) return startsAt;
  return applyOp(
    locals,
    'hearings.schedule',
    { campaign, id: op, caseId: op, caseCode, court, kind, startsAt: startsAt.value, tz: moment.tz, note },
    op,
  );
}

export async function moveHearing(
  locals: App.Locals,
  { op, hearing, court, note, was, ...moment }: InferOutput<typeof moveSchema>,
): Promise<Result<unknown>> {
  const startsAt = instantOf(moment);
  if (!startsAt.ok) return startsAt;
  // One that was called off stands again; otherwise the database says "rescheduled" when the instant differs.
  const back = was === 'suspended' || was === 'cancelled' ? { status: 'rescheduled' as const } : {};
  return applyOp(locals, 'hearings.set', { hearing, startsAt: startsAt.value, court, note, ...back }, op);
}

export function recordOutcome(
  locals: App.Locals,
  { op, hearing, status }: InferOutput<typeof outcomeSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'hearings.set', { hearing, status }, op);
}

/** As far back as one call reaches. */
const REACH = 2_000;

/** What the journal says of one hearing, oldest first. */
export async function hearingHistory(
  db: Db,
  stream: StreamName,
  head: number,
  hearing: string,
): Promise<JournalEntry[]> {
  const since = await call<Since>(db, 'live_since', { stream, after: Math.max(0, head - REACH) });
  return since.kind === 'entries'
    ? since.entries.filter(({ entity, entityId }) => entity === 'hearings' && entityId === hearing)
    : [];
}
