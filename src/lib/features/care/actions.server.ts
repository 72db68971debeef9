import type { Actions, RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Result } from '$lib/contracts/errors';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { actOnNeed, addNeed, addRota, editNeed, markShift, openNeed, openNote, setFacility } from './care.server';
import * as schema from './schema';

const GROUPS = ['visitDays', 'parcelDays', 'weekdays'];
const campaignOf = ({ locals }: RequestEvent): string => memberOf(locals).membership.campaignId;

/** One form: what it must look like, what it does, and what is said afterwards. */
function form<S extends v.GenericSchema>(
  expected: S,
  work: (event: RequestEvent, value: v.InferOutput<S>) => Promise<Result<unknown>>,
  done: string,
) {
  return async (event: RequestEvent) => {
    memberOf(event.locals, 'care.write');
    const read = await readForm(event, expected, GROUPS);
    if (!read.ok) return read.response;
    const came = await work(event, read.value);
    return came.ok ? { done, what: '' } : refuse(read.values, came);
  };
}

/** The forms of care, for the page of all and the part of a person's page alike; the database says who may do what to whom. */
export const careActions: Actions = {
  add: form(schema.addSchema, ({ locals }, value) => addNeed(locals, value), 'added'),
  edit: form(schema.editSchema, ({ locals }, value) => editNeed(locals, value), 'saved'),
  act: form(schema.actSchema, ({ locals }, value) => actOnNeed(locals, value), 'saved'),
  undo: form(
    schema.undoSchema,
    ({ locals }, { op, need, act }) => applyOp(locals, 'needs.undo', { need, act }, op),
    'undone',
  ),
  facility: form(schema.facilitySchema, (event, value) => setFacility(event.locals, campaignOf(event), value), 'saved'),
  rota: form(schema.rotaSchema, (event, value) => addRota(event.locals, campaignOf(event), value), 'saved'),
  end: form(
    schema.endSchema,
    ({ locals }, { op, rota, ended }) => applyOp(locals, 'care.end', { rota, ended: ended === 'yes' }, op),
    'saved',
  ),
  sign: form(
    schema.signSchema,
    ({ locals }, { op, rota, day }) => applyOp(locals, 'care.sign', { rota, id: op, day }, op),
    'signed',
  ),
  leave: form(schema.leaveSchema, ({ locals }, { op, shift }) => applyOp(locals, 'care.leave', { shift }, op), 'left'),
  mark: form(schema.markSchema, ({ locals }, value) => markShift(locals, value), 'saved'),
  async look(event) {
    memberOf(event.locals, 'care.write');
    const read = await readForm(event, schema.lookSchema);
    if (!read.ok) return read.response;
    const { op, need } = read.value;
    const came = await openNeed(event.locals, campaignOf(event), need, op);
    return came.ok ? { opened: { id: need, text: came.value } } : refuse(read.values, came);
  },
  async note(event) {
    memberOf(event.locals, 'care.write');
    const read = await readForm(event, schema.noteSchema);
    if (!read.ok) return read.response;
    const { op, shift } = read.value;
    const came = await openNote(event.locals, campaignOf(event), shift, op);
    return came.ok ? { opened: { id: shift, text: came.value } } : refuse(read.values, came);
  },
};
