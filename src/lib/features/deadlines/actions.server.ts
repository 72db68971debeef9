/** The forms of the pages of deadlines. */
import type { RequestEvent } from '@sveltejs/kit';
import { isUuid } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { loadYear, setDay, takeDay } from './calendar-desk.server';
import { keepDeadline } from './desk.server';
import {
  daySchema,
  deadlineSchema,
  doneSchema,
  moveSchema,
  reopenSchema,
  signSchema,
  takeDaySchema,
  unsignSchema,
  waiveSchema,
  yearSchema,
} from './schema';

type Event = Pick<RequestEvent, 'request' | 'locals' | 'params'>;

/** Enters a deadline; the page of one corrects it by the same form. */
async function keep(event: Event) {
  const { membership } = memberOf(event.locals, 'hearings.write');
  const form = await readForm(event, deadlineSchema);
  if (!form.ok) return form.response;
  const kept = await keepDeadline(event.locals, membership.campaignId, form.value);
  if (!kept.ok) return refuse({ ...form.values, missingYear: kept.year ? String(kept.year) : '' }, kept);
  return {
    done: 'kept',
    what: kept.value.id,
    due: kept.value.deadline.nominalDue,
    rule: form.value.rule,
    calendar: form.value.calendar,
  };
}
export const listActions = { keep };

const target = ({ params }: Event): string => (isUuid(params['deadline']) ? params['deadline'] : '');

export const deadlineActions = {
  keep,
  async done(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, doneSchema);
    if (!form.ok) return form.response;
    const { op, receipt } = form.value;
    const done = await applyOp(event.locals, 'deadlines.done', { deadline: target(event), receipt }, op);
    return done.ok ? { done: 'done', what: receipt } : refuse(form.values, done);
  },
  async waive(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, waiveSchema);
    if (!form.ok) return form.response;
    const { op, reason } = form.value;
    const done = await applyOp(event.locals, 'deadlines.waive', { deadline: target(event), reason }, op);
    return done.ok ? { done: 'waived', what: '' } : refuse(form.values, done);
  },
  async reopen(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, reopenSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'deadlines.reopen', { deadline: target(event) }, form.value.op);
    return done.ok ? { done: 'reopened', what: '' } : refuse(form.values, done);
  },
  async move(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, moveSchema);
    if (!form.ok) return form.response;
    const { op, take } = form.value;
    const args = { deadline: target(event), take: take === 'yes' };
    const done = await applyOp(event.locals, 'deadlines.confirm_move', args, op);
    return done.ok ? { done: 'moved', what: '' } : refuse(form.values, done);
  },
};

export const ruleActions = {
  async sign(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, signSchema);
    if (!form.ok) return form.response;
    const { op, rule, version, note } = form.value;
    const args = { campaign: membership.campaignId, id: op, rule, ruleVersion: version, note };
    const done = await applyOp(event.locals, 'rules.sign_off', args, op);
    return done.ok ? { done: 'signed', what: rule } : refuse(form.values, done);
  },
  async unsign(event: Event) {
    memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, unsignSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'rules.take_back', { signoff: form.value.signoff }, form.value.op);
    return done.ok ? { done: 'unsigned', what: '' } : refuse(form.values, done);
  },
};

export const calendarActions = {
  async day(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, daySchema);
    if (!form.ok) return form.response;
    const done = await setDay(event.locals, membership.campaignId, form.value);
    if (!done.ok) return refuse(form.values, done);
    const look = form.value.step === 'look';
    // Shown again as it was typed, so that one press enters what was looked at.
    return { done: look ? 'looked' : 'day_set', what: '', moves: done.value, ...(look && { typed: form.values }) };
  },
  async take(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, takeDaySchema);
    if (!form.ok) return form.response;
    const done = await takeDay(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'day_taken', what: '', moves: done.value } : refuse(form.values, done);
  },
  async year(event: Event) {
    const { membership } = memberOf(event.locals, 'hearings.write');
    const form = await readForm(event, yearSchema);
    if (!form.ok) return form.response;
    const done = await loadYear(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'year_loaded', what: String(form.value.year) } : refuse(form.values, done);
  },
};
