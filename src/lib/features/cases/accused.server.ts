/** The forms of who stands in a case, and of what they are accused. */
import type { RequestEvent } from '@sveltejs/kit';
import { isUuid } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { personByCode } from './cases.repo.server';
import {
  addPersonSchema,
  capacitySchema,
  chargeSchema,
  endSchema,
  linkSchema,
  replaceSchema,
  setPersonSchema,
  undoSchema,
} from './schema';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'params'>;
const target = ({ params }: Event): string => (isUuid(params['case']) ? params['case'] : '');
const done = (what: string) => ({ done: what, what: '' });

export const accusedActions = {
  async add(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, addPersonSchema);
    if (!form.ok) return form.response;
    const { op, personCode, ...standing } = form.value;
    const person = await attempt(() => personByCode(event.locals.db, membership.campaignId, personCode));
    if (!person.ok) return refuse(form.values, person);
    if (person.value === null) {
      return refuse(form.values, fail('invalid', { field: 'personCode', rule: 'person_unknown' }));
    }
    const args = { case: target(event), id: op, person: person.value, ...standing };
    const added = await applyOp(event.locals, 'cases.add_person', args, op);
    if (added.ok) return { done: 'added', what: personCode.toUpperCase() };
    return refuse(form.values, added.field === 'person' ? { ...added, field: 'personCode' } : added);
  },
  async set(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, setPersonSchema);
    if (!form.ok) return form.response;
    const { op, ...rest } = form.value;
    const set = await applyOp(event.locals, 'cases.set_person', { id: op, ...rest }, op);
    return set.ok ? done('set') : refuse(form.values, set);
  },
  async uncapacity(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, capacitySchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    const undone = await applyOp(event.locals, 'cases.undo_capacity', args, op);
    return undone.ok ? done('undone') : refuse(form.values, undone);
  },
  async remove(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, linkSchema);
    if (!form.ok) return form.response;
    const removed = await applyOp(event.locals, 'cases.remove_person', { link: form.value.link }, form.value.op);
    return removed.ok ? done('removed') : refuse(form.values, removed);
  },
  async restore(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, linkSchema);
    if (!form.ok) return form.response;
    const restored = await applyOp(event.locals, 'cases.restore_person', { link: form.value.link }, form.value.op);
    return restored.ok ? done('restored') : refuse(form.values, restored);
  },
  async charge(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, chargeSchema);
    if (!form.ok) return form.response;
    const { op, ...rest } = form.value;
    const charged = await applyOp(event.locals, 'charges.add', { id: op, ...rest }, op);
    return charged.ok ? done('charged') : refuse(form.values, charged);
  },
  async replace(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, replaceSchema);
    if (!form.ok) return form.response;
    const { op, ...rest } = form.value;
    const replaced = await applyOp(event.locals, 'charges.replace', { id: op, ...rest }, op);
    return replaced.ok ? done('replaced') : refuse(form.values, replaced);
  },
  async end(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, endSchema);
    if (!form.ok) return form.response;
    const { op, ...rest } = form.value;
    const ended = await applyOp(event.locals, 'charges.end', rest, op);
    return ended.ok ? done('ended') : refuse(form.values, ended);
  },
  async uncharge(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const undone = await applyOp(event.locals, 'charges.undo', { charge: form.value.charge }, form.value.op);
    return undone.ok ? done('undone') : refuse(form.values, undone);
  },
};
