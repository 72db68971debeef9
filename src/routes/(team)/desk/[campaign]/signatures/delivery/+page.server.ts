import { cancelSchema, makeSchema } from '$lib/features/delivery';
import { cancelDelivery, listConsents, listDeliveries, makeDelivery } from '$lib/features/delivery/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('ronda:deliveries');
  const { campaignId } = memberOf(locals, 'signatures.read').membership;
  const [deliveries, consents] = await forPage(() =>
    Promise.all([listDeliveries(locals.db, campaignId), listConsents(locals.db, campaignId)]),
  );
  return { deliveries, consents, op: uuidv7() };
};

export const actions: Actions = {
  async make(event) {
    const { membership } = memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, makeSchema, ['consents']);
    if (!form.ok) return form.response;
    const made = await makeDelivery(event.locals, membership.campaignId, form.value);
    return made.ok ? { done: 'made', what: form.value.recipient } : refuse(form.values, made);
  },
  async cancel(event) {
    memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, cancelSchema);
    if (!form.ok) return form.response;
    const done = await cancelDelivery(event.locals, form.value);
    return done.ok ? { done: 'cancelled', what: '' } : refuse(form.values, done);
  },
};
