/** Milestones of a campaign, as a form action. */
import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormDone } from '$lib/contracts/forms';
import { isUuid } from '$lib/kernel/ids';
import { invalid } from '$lib/kernel/result';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { campaigns } from './campaigns.server';
import { numbersOf } from './milestones';

const schema = v.object({
  op: v.pipe(
    v.string('unknown_field'),
    v.check((text) => isUuid(text), 'unknown_field'),
  ),
  numbers: v.pipe(v.optional(v.string(), ''), v.maxLength(2000, 'too_long')),
});

export const milestonesActions = {
  async set(
    event: Pick<RequestEvent, 'locals' | 'request'>,
  ): Promise<FormDone | Extract<Form<unknown>, { ok: false }>['response']> {
    const campaign = memberOf(event.locals, 'campaign.write').membership.campaignId;
    const form = await readForm(event, schema);
    if (!form.ok) return form.response;
    const numbers = numbersOf(form.value.numbers);
    if (numbers === null) return refuse(form.values, invalid('number', 'numbers'));
    const done = await applyOp(event.locals, 'milestones.set', { campaign, numbers }, form.value.op);
    if (!done.ok) return refuse(form.values, done);
    campaigns().forget();
    return { done: 'set', what: '' };
  },
};
