/** The forms of the resolutions of a case. */
import type { RequestEvent } from '@sveltejs/kit';
import { isUuid } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { enterDeadlines } from './enter.server';
import { addRuling, correct, editRuling, notify, openSummary } from './rulings.server';
import {
  correctSchema,
  enterSchema,
  notifySchema,
  rulingEditSchema,
  rulingLookSchema,
  rulingSchema,
  undoSchema,
} from './schema';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'params'>;
const theCase = ({ params }: Event): string => (isUuid(params['case']) ? params['case'] : '');

export const rulingsActions = {
  async rule(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, rulingSchema, ['people']);
    if (!form.ok) return form.response;
    const done = await addRuling(event.locals, theCase(event), form.value);
    return done.ok ? { done: 'ruled', what: '' } : refuse(form.values, done);
  },
  async edit(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, rulingEditSchema);
    if (!form.ok) return form.response;
    const done = await editRuling(event.locals, form.value);
    return done.ok ? { done: 'edited', what: '' } : refuse(form.values, done);
  },
  async undo(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const { op, target, undone } = form.value;
    const done = await applyOp(event.locals, 'rulings.undo', { resolution: target, undone: undone === 'yes' }, op);
    return done.ok ? { done: undone === 'yes' ? 'undone' : 'back', what: '' } : refuse(form.values, done);
  },
  async unnotify(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const { op, target, undone } = form.value;
    const args = { notification: target, undone: undone === 'yes' };
    const done = await applyOp(event.locals, 'rulings.undo_notification', args, op);
    return done.ok ? { done: undone === 'yes' ? 'undone' : 'back', what: '' } : refuse(form.values, done);
  },
  async look(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, rulingLookSchema);
    if (!form.ok) return form.response;
    const opened = await openSummary(event.locals, form.value);
    return opened.ok ? { summary: opened.value } : refuse(form.values, opened);
  },
  async notify(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, notifySchema, ['resolutions']);
    if (!form.ok) return form.response;
    const done = await notify(event.locals, form.value);
    return done.ok ? { done: 'notified', what: '' } : refuse(form.values, done);
  },
  async correct(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, correctSchema);
    if (!form.ok) return form.response;
    const done = await correct(event.locals, membership.campaignId, form.value);
    if (!done.ok) return refuse({ ...form.values, missingYear: 'year' in done ? String(done.year) : '' }, done);
    const look = form.value.step === 'look';
    return { done: look ? 'looked' : 'corrected', what: '', moves: done.value, ...(look && { typed: form.values }) };
  },
  async enter(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, enterSchema, ['pick']);
    if (!form.ok) return form.response;
    const done = await enterDeadlines(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'entered', what: String(done.value.entered) } : refuse(form.values, done);
  },
};
