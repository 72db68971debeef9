import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { toInstant } from '$lib/kernel/dates';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import type { HearingSecret } from '$lib/contracts/ops-hearings';
import { clashesOf, type Slot } from './diary';
import { diaryAround, hearingAt, placesAt } from './hearings.repo.server';
import { ofPart } from './places';
import type { factsSchema, moveSchema, outcomeSchema, scheduleSchema, statusSchema } from './schema';

const placeOf = (hearing: string, column: HearingSecret): Place => ({ table: 'hearings', row: hearing, column });
const seal = (hearing: string, column: HearingSecret, text: string): string =>
  ronda().keyring.seal(text, placeOf(hearing, column));

/** The instant a form means; what does not exist on the court's clock is told at the field of the time. */
function instantOf({ date, time, tz }: { date: string; time: string; tz: string }): Result<string> {
  const instant = toInstant(`${date}T${time}`, tz);
  return instant.ok ? instant : { ...instant, field: 'time' };
}

/** A rule of the database names its own argument; the form calls it otherwise. */
const atField = (done: Result<unknown>): Result<unknown> =>
  !done.ok && done.field === 'startsAt' ? { ...done, field: 'date' } : done;

/** Refused once, so that whoever saves has seen that a lawyer would have to be in two places. */
async function freeDiary(
  locals: App.Locals,
  campaign: string,
  slot: Slot,
  users: readonly string[],
): Promise<Result<null>> {
  if (users.length === 0) return ok(null);
  const found = await attempt(() => diaryAround(locals.db, campaign, slot.startsAt));
  if (!found.ok) return found;
  const { hearings, places } = found.value;
  return clashesOf(slot, users, hearings, places).length === 0
    ? ok(null)
    : fail('conflict', { field: 'time', rule: 'diary' });
}

type Schedule = InferOutput<typeof scheduleSchema>;

/** Hearing and case, when it is a new one, take the id of the operation: a retry makes no second. */
export async function scheduleHearing(
  locals: App.Locals,
  campaign: string,
  { op, caseCode, court, kind, link, defence, anyway, date, time, tz, ...facts }: Schedule,
): Promise<Result<unknown>> {
  const startsAt = instantOf({ date, time, tz });
  if (!startsAt.ok) return startsAt;
  const slot = { id: op, startsAt: startsAt.value, court, hasLink: link !== '', ...facts };
  const free = anyway ? ok(null) : await freeDiary(locals, campaign, slot, defence);
  if (!free.ok) return free;
  const sealed = link === '' ? {} : { linkSealed: seal(op, 'link', link) };
  const args = { campaign, id: op, caseId: op, caseCode, court, kind, startsAt: startsAt.value, tz, defence };
  return atField(await applyOp(locals, 'hearings.schedule', { ...args, ...facts, ...sealed }, op));
}

export async function moveHearing(
  locals: App.Locals,
  campaign: string,
  hearing: string,
  { op, court, was, base, reason, anyway, ...moment }: InferOutput<typeof moveSchema>,
): Promise<Result<unknown>> {
  const startsAt = instantOf(moment);
  if (!startsAt.ok) return startsAt;
  const now = await attempt(() => Promise.all([hearingAt(locals.db, campaign, hearing), placesAt(locals.db, hearing)]));
  if (!now.ok) return now;
  const [is, places] = now.value;
  if (!is) return fail('not_found');
  const users = ofPart(places, 'defence').map(({ user }) => user);
  const slot = { ...is, startsAt: startsAt.value, court };
  const free = anyway ? ok(null) : await freeDiary(locals, campaign, slot, users);
  if (!free.ok) return free;
  // One that was called off stands again; otherwise the database says "rescheduled" when the instant differs.
  const back = was === 'suspended' || was === 'cancelled' ? { status: 'rescheduled' as const } : {};
  const args = { hearing, base, startsAt: startsAt.value, court, reason, ...back };
  return atField(await applyOp(locals, 'hearings.set', args, op));
}

export function setStatus(
  locals: App.Locals,
  hearing: string,
  { op, ...rest }: InferOutput<typeof statusSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'hearings.set', { hearing, ...rest }, op);
}

export function setFacts(
  locals: App.Locals,
  hearing: string,
  { op, link, linkGone, ...facts }: InferOutput<typeof factsSchema>,
): Promise<Result<unknown>> {
  const sealed = linkGone ? { linkSealed: '' } : link === '' ? {} : { linkSealed: seal(hearing, 'link', link) };
  return applyOp(locals, 'hearings.set', { hearing, ...facts, ...sealed }, op);
}

/** Detail that is left empty stays as it was: what nobody has opened must not be wiped by saving the line above it. */
export function writeOutcome(
  locals: App.Locals,
  hearing: string,
  { op, outcome, detail }: InferOutput<typeof outcomeSchema>,
): Promise<Result<unknown>> {
  const sealed = detail === '' ? {} : { outcomeSealed: seal(hearing, 'outcome', detail) };
  return applyOp(locals, 'hearings.set', { hearing, outcome, ...sealed }, op);
}

/** First the record, then what it is about. */
export async function openSecret(
  locals: App.Locals,
  campaign: string,
  hearing: string,
  what: HearingSecret,
  op: string,
): Promise<Result<string>> {
  const recorded = await applyOp(locals, 'hearings.look', { hearing, what }, op);
  if (!recorded.ok) return recorded;
  const sealed = await attempt(() => call<string | null>(locals.db, 'hearing_sealed', { campaign, hearing, what }));
  if (!sealed.ok) return sealed;
  return ok(sealed.value === null ? '' : ronda().keyring.open(sealed.value, placeOf(hearing, what)));
}
