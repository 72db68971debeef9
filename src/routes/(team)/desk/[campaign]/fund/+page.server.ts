import type { StreamSnapshot } from '$lib/contracts/journal';
import { allows } from '$lib/contracts/permissions';
import {
  bookGift,
  bookSchema,
  donorSchema,
  openDonor,
  reverseEntry,
  reverseSchema,
} from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { call } from '$lib/server/rpc.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'fund.totals');
  const { campaignId, roles } = membership;
  const treasury = allows(roles, 'fund.read')
    ? await forPage(() =>
        call<StreamSnapshot>(locals.db, 'live_snapshot', { stream: `campaign:${campaignId}:treasury` }),
      )
    : null;
  return { treasury, canWrite: allows(roles, 'fund.write'), op: uuidv7() };
};

export const actions: Actions = {
  async book(event) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, bookSchema);
    if (!form.ok) return form.response;
    const booked = await bookGift(event.locals, membership.campaignId, form.value);
    return booked.ok ? { done: 'gift_booked', what: booked.value } : refuse(form.values, booked);
  },
  async reverse(event) {
    memberOf(event.locals, 'fund.write');
    const form = await readForm(event, reverseSchema);
    if (!form.ok) return form.response;
    const done = await reverseEntry(event.locals, form.value);
    return done.ok ? { done: 'reversed', what: form.value.reason } : refuse(form.values, done);
  },
  async donor(event) {
    const { membership } = memberOf(event.locals, 'fund.read');
    const form = await readForm(event, donorSchema);
    if (!form.ok) return form.response;
    const { entry } = form.value;
    const opened = await openDonor(event.locals, membership.campaignId, entry);
    return opened.ok ? { donor: { entry, name: opened.value } } : refuse(form.values, opened);
  },
};
