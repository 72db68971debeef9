import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { toInstant } from '$lib/kernel/dates';
import { invalid, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { attempt } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import type { actSchema, addSchema, editSchema, facilitySchema, markSchema, rotaSchema } from './schema';
import { weekdayOf } from './turns';

type Done = Promise<Result<unknown>>;
const detailOf = (need: string): Place => ({ table: 'needs', row: need, column: 'detail' });
const noteOf = (shift: string): Place => ({ table: 'care_shifts', row: shift, column: 'note' });

/** The instant by which it is needed; an hour without a day, or a day without an hour, is asked about. */
function dueOf({ date, time, tz }: { date: string; time: string; tz: string }): Result<string | null> {
  if (date === '' && time === '') return ok(null);
  if (date === '') return invalid('required', 'date');
  if (time === '') return invalid('required', 'time');
  const instant = toInstant(`${date}T${time}`, tz);
  return instant.ok ? instant : { ...instant, field: 'time' };
}
/** A rule of the database names its own argument; the form calls it otherwise. */
const atField = (done: Result<unknown>): Result<unknown> =>
  !done.ok && done.field === 'dueAt' ? { ...done, field: 'date' } : done;

export async function addNeed(locals: App.Locals, form: InferOutput<typeof addSchema>): Done {
  const due = dueOf(form);
  if (!due.ok) return due;
  const { op, person, kind, urgency, owner, detail } = form;
  const sealed = detail === '' ? {} : { detailSealed: ronda().keyring.seal(detail, detailOf(op)) };
  const given = owner === '' ? {} : { owner };
  return atField(
    await applyOp(locals, 'needs.add', { person, id: op, kind, urgency, dueAt: due.value, ...given, ...sealed }, op),
  );
}

export async function editNeed(locals: App.Locals, form: InferOutput<typeof editSchema>): Done {
  const due = dueOf(form);
  if (!due.ok) return due;
  const { op, need, kind, urgency, detail } = form;
  const sealed = detail === '' ? {} : { detailSealed: ronda().keyring.seal(detail, detailOf(need)) };
  return atField(await applyOp(locals, 'needs.edit', { need, kind, urgency, dueAt: due.value, ...sealed }, op));
}

export function actOnNeed(locals: App.Locals, { op, need, kind, to, note }: InferOutput<typeof actSchema>): Done {
  return applyOp(locals, 'needs.act', { need, id: op, kind, note, ...(to === '' ? {} : { to }) }, op);
}

/** First the record, then what it is about. */
export async function openNeed(
  locals: App.Locals,
  campaign: string,
  need: string,
  op: string,
): Promise<Result<string>> {
  const recorded = await applyOp(locals, 'needs.look', { need }, op);
  if (!recorded.ok) return recorded;
  const sealed = await attempt(() => call<string | null>(locals.db, 'need_sealed', { campaign, need }));
  if (!sealed.ok) return sealed;
  return ok(sealed.value === null ? '' : ronda().keyring.open(sealed.value, detailOf(need)));
}

export function setFacility(
  locals: App.Locals,
  campaign: string,
  { op, facility, ...facts }: InferOutput<typeof facilitySchema>,
): Done {
  return applyOp(locals, 'care.facility', { campaign, id: facility || op, ...facts }, op);
}

/** Every 0 weeks is once: the first day is the last, and its weekday the only one. */
export function addRota(
  locals: App.Locals,
  campaign: string,
  { op, person, facility, every, fromDay, untilDay, weekdays, ...facts }: InferOutput<typeof rotaSchema>,
): Done {
  const rhythm =
    every === 0
      ? { every: 1, untilDay: fromDay, weekdays: [weekdayOf(fromDay)] }
      : { every, untilDay, weekdays: weekdays.length === 0 ? [weekdayOf(fromDay)] : weekdays };
  const of = { ...(person === '' ? {} : { person }), ...(facility === '' ? {} : { facility }) };
  return applyOp(locals, 'care.rota', { campaign, id: op, fromDay, ...facts, ...of, ...rhythm }, op);
}

export function markShift(locals: App.Locals, { op, shift, state, note }: InferOutput<typeof markSchema>): Done {
  const sealed = note === '' ? {} : { noteSealed: ronda().keyring.seal(note, noteOf(shift)) };
  return applyOp(locals, 'care.mark', { shift, state, ...sealed }, op);
}

export async function openNote(
  locals: App.Locals,
  campaign: string,
  shift: string,
  op: string,
): Promise<Result<string>> {
  const recorded = await applyOp(locals, 'care.look', { shift }, op);
  if (!recorded.ok) return recorded;
  const sealed = await attempt(() => call<string | null>(locals.db, 'shift_sealed', { campaign, shift }));
  if (!sealed.ok) return sealed;
  return ok(sealed.value === null ? '' : ronda().keyring.open(sealed.value, noteOf(shift)));
}
