import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { closeMonth } from './months.server';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const closeSchema = v.object({
  op: id,
  month: v.pipe(
    v.string('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(400, 'too_long')), ''),
});
const reopenSchema = v.object({
  op: id,
  closing: id,
  reason: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(400, 'too_long')),
});

/** What somebody shows at the door: a hash, or a file beside it. */
export const verifySchema = v.object({
  hash: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'too_long')), ''),
});

/** Forms of the months. */
export const monthActions = {
  async close(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, closeSchema);
    if (!form.ok) return form.response;
    const done = await closeMonth(event.locals, membership.campaignId, form.value);
    // The month stands in no field of its own: what is wrong with it is told at the one there is.
    if (!done.ok) return refuse(form.values, done.field === undefined ? done : { ...done, field: 'reason' });
    return { done: 'closed', what: form.value.month };
  },
  async reopen(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'team.manage');
    const form = await readForm(event, reopenSchema);
    if (!form.ok) return form.response;
    const { op, closing, reason } = form.value;
    const args = { campaign: membership.campaignId, id: closing, reason };
    const done = await applyOp(event.locals, 'fund.reopen_month', args, op);
    return done.ok ? { done: 'reopened', what: '' } : refuse(form.values, done);
  },
};
