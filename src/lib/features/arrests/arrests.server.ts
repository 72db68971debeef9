import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { toInstant } from '$lib/kernel/dates';
import { ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { alike, keepArrestKeys } from '../people/index.server';
import type { Alike } from '../people';
import { personOf } from './arrests.repo.server';
import { NO_DETAILS, packDetails, unpackDetails, type Details } from './details';
import type { actSchema, detailsSchema, factsSchema, Intake, undoSchema } from './schema';

const placeOf = (arrest: string): Place => ({ table: 'arrests', row: arrest, column: 'details' });

function seal(arrest: string, { name, injuries, needs, circumstances, reporter }: Details): string | null {
  const packed = packDetails({ name, injuries, needs, circumstances, reporter });
  return packed === null ? null : ronda().keyring.seal(packed, placeOf(arrest));
}

/** The instant a form means; what does not exist on the clock of the place is told at the field of the time. */
function instantOf({ date, time, tz }: { date: string; time: string; tz: string }): Result<string> {
  const instant = toInstant(`${date}T${time}`, tz);
  return instant.ok ? instant : { ...instant, field: 'time' };
}

/** A rule of the database names its own argument; the form calls it otherwise. */
function atField(done: Result<unknown>): Result<unknown> {
  if (done.ok) return done;
  if (done.field === 'at') return { ...done, field: 'time' };
  return done.field === 'code' ? { ...done, field: 'personCode' } : done;
}

/**
 * Person, custody status and arrest, all under the id of the operation: the same form sent twice, from a telephone that lost
 * its network in between, is one arrest.
 */
export async function recordArrest(locals: App.Locals, campaign: string, form: Intake): Promise<Result<unknown>> {
  const at = instantOf(form);
  if (!at.ok) return at;
  const { op, personCode: code, pseudonym, place, force, ruleset } = form;
  const detailsSealed = seal(op, form);
  const done = await applyOp(
    locals,
    'arrests.record',
    { campaign, id: op, code, pseudonym, at: at.value, ruleset, force, place, detailsSealed },
    op,
  );
  // The arrest is written down; that its name cannot be searched for yet must not turn that into a refusal.
  if (done.ok && form.name !== '') await keepArrestKeys(campaign, op, form.name);
  return atField(done);
}

export async function writeAct(
  locals: App.Locals,
  arrest: string,
  { op, kind, ...moment }: InferOutput<typeof actSchema>,
): Promise<Result<unknown>> {
  const at = instantOf(moment);
  return at.ok ? atField(await applyOp(locals, 'arrests.act', { arrest, id: op, kind, at: at.value }, op)) : at;
}

export function undoAct(
  locals: App.Locals,
  arrest: string,
  { op, act }: InferOutput<typeof undoSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'arrests.undo', { arrest, id: op, act }, op);
}

export async function editFacts(
  locals: App.Locals,
  arrest: string,
  { op, place, force, ruleset, ...moment }: InferOutput<typeof factsSchema>,
): Promise<Result<unknown>> {
  const at = instantOf(moment);
  if (!at.ok) return at;
  return atField(await applyOp(locals, 'arrests.edit', { arrest, at: at.value, place, force, ruleset }, op));
}

/** Answers with other records that may be of whoever was named. */
export async function editDetails(
  locals: App.Locals,
  campaign: string,
  arrest: string,
  { op, ...details }: InferOutput<typeof detailsSchema>,
): Promise<Result<Alike[]>> {
  const done = await applyOp(locals, 'arrests.edit', { arrest, detailsSealed: seal(arrest, details) }, op);
  if (!done.ok) return done;
  const person = await attempt(() => personOf(locals.db, arrest));
  if (!person.ok || person.value === null || details.name === '') return ok([]);
  await keepArrestKeys(campaign, person.value, details.name);
  return alike(locals, campaign, { names: [details.name], document: '' }, person.value);
}

/** First the record, then what it is about: nobody reads who was taken without leaving a trace. */
export async function openDetails(
  locals: App.Locals,
  campaign: string,
  arrest: string,
  op: string,
): Promise<Result<Details>> {
  const recorded = await applyOp(locals, 'arrests.look', { arrest, id: op }, op);
  if (!recorded.ok) return recorded;
  const sealed = await attempt(() => call<string | null>(locals.db, 'arrest_sealed', { campaign, arrest }));
  if (!sealed.ok) return sealed;
  return ok(sealed.value === null ? NO_DETAILS : unpackDetails(ronda().keyring.open(sealed.value, placeOf(arrest))));
}
