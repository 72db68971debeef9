import type { RequestEvent } from '@sveltejs/kit';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { bookGift, openDonor, reverseEntry } from './fund.server';
import { bookMove, bookPlain } from './hand.server';
import { bookSchema, donorSchema, lineSchema, moveSchema, plainSchema, reverseSchema } from './schema';

const plain = (kind: 'fund.book_fee' | 'fund.book_opening', done: string) => async (event: RequestEvent) => {
  const { membership } = memberOf(event.locals, 'fund.write');
  const form = await readForm(event, plainSchema);
  if (!form.ok) return form.response;
  const booked = await bookPlain(event.locals, membership.campaignId, kind, form.value);
  return booked.ok ? { done, what: booked.value } : refuse(form.values, booked);
};

/** Forms of one entry: taking it back, who gave, how much of it others see. */
export const entryActions = {
  async reverse(event: RequestEvent) {
    memberOf(event.locals, 'fund.write');
    const form = await readForm(event, reverseSchema);
    if (!form.ok) return form.response;
    const done = await reverseEntry(event.locals, form.value);
    return done.ok ? { done: 'reversed', what: form.value.reason } : refuse(form.values, done);
  },
  async donor(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.read');
    const form = await readForm(event, donorSchema);
    if (!form.ok) return form.response;
    const { entry } = form.value;
    const opened = await openDonor(event.locals, membership.campaignId, entry);
    return opened.ok ? { donor: { entry, name: opened.value } } : refuse(form.values, opened);
  },
  async line(event: RequestEvent) {
    memberOf(event.locals, 'fund.write');
    const form = await readForm(event, lineSchema);
    if (!form.ok) return form.response;
    const { op, category, ...line } = form.value;
    const done = await applyOp(event.locals, 'fund.set_line', { ...line, category: category || null }, op);
    return done.ok ? { done: 'line', what: '' } : refuse(form.values, done);
  },
};

/** Forms of the ledger: what is booked by hand. */
export const ledgerActions = {
  ...entryActions,
  async book(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, bookSchema);
    if (!form.ok) return form.response;
    const booked = await bookGift(event.locals, membership.campaignId, form.value);
    return booked.ok ? { done: 'gift_booked', what: booked.value } : refuse(form.values, booked);
  },
  fee: plain('fund.book_fee', 'fee_booked'),
  opening: plain('fund.book_opening', 'opening_booked'),
  async move(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, moveSchema);
    if (!form.ok) return form.response;
    const booked = await bookMove(event.locals, membership.campaignId, form.value);
    return booked.ok ? { done: 'moved', what: booked.value } : refuse(form.values, booked);
  },
};
