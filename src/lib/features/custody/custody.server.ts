import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { today } from '$lib/kernel/dates';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { obligationAt, zoneOf } from './custody.repo.server';
import { nextAfter, nextOn, ruleOf } from './recurrence';
import type { checkSchema, contactSchema, obligeSchema, statusSchema, staySchema, undoSchema } from './schema';

/** What is left empty is not sent: a row that is put right keeps what is sealed of the one before. */
function sealOf(table: 'place_stays' | 'obligations', row: string, column: 'cell' | 'detail', text: string) {
  return text === '' ? null : ronda().keyring.seal(text, { table, row, column });
}

export function setStatus(
  locals: App.Locals,
  person: string,
  { op, ...standing }: InferOutput<typeof statusSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'people.set_status', { person, id: op, ...standing }, op);
}

export function writeStay(
  locals: App.Locals,
  person: string,
  { op, cell, ...stay }: InferOutput<typeof staySchema>,
): Promise<Result<unknown>> {
  const cellSealed = sealOf('place_stays', op, 'cell', cell);
  return applyOp(locals, 'custody.stay', { person, id: op, ...stay, cellSealed }, op);
}

export function writeContact(
  locals: App.Locals,
  person: string,
  { op, ...fact }: InferOutput<typeof contactSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'custody.contact', { person, id: op, ...fact }, op);
}

/** A presentation stands with its next day; what was due before today and nobody wrote down is not made up. */
export async function oblige(
  locals: App.Locals,
  campaign: string,
  person: string,
  { op, detail, rhythm, ...rest }: InferOutput<typeof obligeSchema>,
): Promise<Result<unknown>> {
  const comes = rest.kind === 'present';
  const zone = await attempt(() => zoneOf(locals.db, campaign));
  if (!zone.ok) return zone;
  const rule = comes ? ruleOf(rhythm, rest.fromDate) : null;
  const last = rest.toDate === '' ? null : rest.toDate;
  const next = comes ? nextOn({ rule, first: rest.fromDate, last }, today(zone.value)) : null;
  const detailSealed = sealOf('obligations', op, 'detail', detail);
  return applyOp(locals, 'custody.oblige', { person, id: op, ...rest, rule, nextOn: next ?? '', detailSealed }, op);
}

export async function checkIn(
  locals: App.Locals,
  person: string,
  { op, obligation, dueOn, doneOn }: InferOutput<typeof checkSchema>,
): Promise<Result<unknown>> {
  const found = await attempt(() => obligationAt(locals.db, person, obligation));
  if (!found.ok) return found;
  if (!found.value) return fail('not_found');
  const next = nextAfter(found.value, dueOn);
  return applyOp(locals, 'custody.check', { obligation, id: op, dueOn, doneOn, nextOn: next ?? '' }, op);
}

export function undo(
  locals: App.Locals,
  person: string,
  { op, what, row }: InferOutput<typeof undoSchema>,
): Promise<Result<unknown>> {
  return applyOp(locals, 'custody.undo', { person, what, row }, op);
}
