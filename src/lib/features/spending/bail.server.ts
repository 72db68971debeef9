/** The pages of bail, and what treasurers and whoever asked do there. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import { allows } from '$lib/contracts/permissions';
import { isUuid, uuidFor, uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { memberOf, forPage, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { atFields, minorOf, type DeskEvent, type Refused } from './asking.server';
import { bailFilter, revolved } from './bail';
import { beyondOf } from './model';
import { bailLoseSchema, bailReturnSchema, bailSetSchema, bailUndoSchema } from './schema';
import { bailEvents, findBails, oneBail, spendChoices } from './spending.repo.server';

const PAGE = 50;

/** All bail of the campaign, or what one asked for; what the money has done, for those who read the fund. */
export async function bailsPage({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const { campaignId: campaign, roles } = memberOf(locals, 'spend.request').membership;
  const filter = bailFilter(url.searchParams);
  const canRead = allows(roles, 'fund.read');
  const [found, events] = await forPage(() =>
    Promise.all([
      findBails(locals.db, campaign, filter, beyondOf(url.searchParams), PAGE + 1),
      canRead ? bailEvents(locals.db, campaign) : [],
    ]),
  );
  const bails = found.slice(0, PAGE);
  const last = bails.at(-1);
  return {
    bails,
    filter,
    sums: revolved(events),
    canRead,
    next: found.length > PAGE && last ? `${last.at}~${last.id}` : null,
  };
}

export async function bailPage({ locals }: Pick<RequestEvent, 'locals'>, id: string) {
  const { campaignId: campaign, roles } = memberOf(locals, 'spend.request').membership;
  if (!isUuid(id)) refusePage('not_found');
  const [bail, { accounts }] = await forPage(() =>
    Promise.all([oneBail(locals.db, campaign, id), spendChoices(locals.db, campaign)]),
  );
  if (!bail) refusePage('not_found');
  return {
    bail,
    accounts: accounts.filter(({ currency }) => currency === bail.currency),
    canWrite: allows(roles, 'fund.write'),
    op: uuidv7(),
  };
}

function bailId({ locals, params }: DeskEvent): string {
  memberOf(locals, 'spend.request');
  const id = params['bail'] ?? '';
  if (!isUuid(id)) refusePage('not_found');
  return id;
}

/** What is typed of money that moved, in the bail's own currency. */
async function moved(event: DeskEvent, bail: string, typed: { amount: string; fee?: string }) {
  const { locals } = event;
  const campaign = memberOf(locals, 'fund.write').membership.campaignId;
  const found = await attempt(() => oneBail(locals.db, campaign, bail));
  if (!found.ok) return found;
  if (found.value === null) return fail('not_found');
  const { currency } = found.value;
  const amount = minorOf(locals, 'amount', typed.amount, currency);
  if (!amount.ok) return amount;
  const fee = !typed.fee || typed.fee === '0' ? ok(0n) : minorOf(locals, 'fee', typed.fee, currency);
  if (!fee.ok) return fee;
  return ok({ amountMinor: String(amount.value), ...(fee.value === 0n ? {} : { feeMinor: String(fee.value) }) });
}

export const bailActions = {
  async set(event: DeskEvent): Promise<Refused | FormDone> {
    const bail = bailId(event);
    const form = await readForm(event, bailSetSchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    const done = await applyOp(event.locals, 'bail.set', { bail, ...args }, op);
    return done.ok ? { done: 'set', what: '' } : refuse(form.values, done);
  },
  async return(event: DeskEvent): Promise<Refused | FormDone> {
    const bail = bailId(event);
    const form = await readForm(event, bailReturnSchema);
    if (!form.ok) return form.response;
    const { op, account, day } = form.value;
    const sums = await moved(event, bail, form.value);
    if (!sums.ok) return refuse(form.values, sums);
    const into = account === '' ? {} : { account };
    const args = { ...sums.value, ...into, bail, id: uuidFor(op, 'move'), valueDate: day };
    const done = atFields(await applyOp(event.locals, 'bail.return', args, op));
    return done.ok ? { done: 'returned', what: '' } : refuse(form.values, done);
  },
  async lose(event: DeskEvent): Promise<Refused | FormDone> {
    const bail = bailId(event);
    const form = await readForm(event, bailLoseSchema);
    if (!form.ok) return form.response;
    const { op, amount, day } = form.value;
    const sums = await moved(event, bail, { amount });
    if (!sums.ok) return refuse(form.values, sums);
    const args = { ...sums.value, bail, id: uuidFor(op, 'move'), valueDate: day };
    const done = atFields(await applyOp(event.locals, 'bail.lose', args, op));
    return done.ok ? { done: 'lost', what: '' } : refuse(form.values, done);
  },
  async undo(event: DeskEvent): Promise<Refused | FormDone> {
    bailId(event);
    const form = await readForm(event, bailUndoSchema);
    if (!form.ok) return form.response;
    const { op, move, reason } = form.value;
    const done = await applyOp(event.locals, 'bail.undo', { move, reason, id: uuidFor(op, 'reversal') }, op);
    return done.ok ? { done: 'undone', what: '' } : refuse(form.values, done);
  },
};
