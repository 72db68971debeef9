/** What is done with one request, as form actions of its page. */
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { isUuid, uuidFor } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readUpload, storeFile } from '$lib/server/files/index.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { atFields, editAction, minorOf, type DeskEvent, type Refused } from './asking.server';
import { requestPlace } from './places.server';
import {
  approveSchema,
  opSchema,
  paySchema,
  receiptSchema,
  refuseSchema,
  showSchema,
  unpaySchema,
  withdrawSchema,
} from './schema';
import { oneRequest, spendChoices } from './spending.repo.server';

/** The request of the page, for somebody who may ask for money at all. */
function requestId({ locals, params }: DeskEvent): string {
  memberOf(locals, 'spend.request');
  const id = params['request'] ?? '';
  if (!isUuid(id)) refusePage('not_found');
  return id;
}

async function write<K extends OpKind>(
  event: DeskEvent,
  values: Record<string, string>,
  kind: K,
  args: OpArgs[K],
  op: string,
  done: string,
): Promise<Refused | FormDone> {
  const applied = atFields(await applyOp(event.locals, kind, args, op));
  return applied.ok ? { done, what: '' } : refuse(values, applied);
}

/** What is typed of a payment, in the currencies of the request and of the account. */
async function payment(
  event: DeskEvent,
  request: string,
  form: { amount: string; paid: string; fee: string; account: string },
) {
  const { locals } = event;
  const campaign = memberOf(locals, 'fund.write').membership.campaignId;
  const found = await attempt(async () => ({
    one: await oneRequest(locals.db, campaign, request),
    accounts: (await spendChoices(locals.db, campaign)).accounts,
  }));
  if (!found.ok) return found;
  const { one, accounts } = found.value;
  if (one === null) return fail('not_found');
  const money = accounts.find(({ id }) => id === form.account)?.currency ?? one.currency;
  const amount = minorOf(locals, 'amount', form.amount, one.currency);
  if (!amount.ok) return amount;
  const paid = money === one.currency ? amount : minorOf(locals, 'paid', form.paid, money);
  if (!paid.ok) return paid;
  const fee = form.fee === '' || form.fee === '0' ? ok(0n) : minorOf(locals, 'fee', form.fee, money);
  if (!fee.ok) return fee;
  return ok({
    amountMinor: String(amount.value),
    ...(money === one.currency ? {} : { paidMinor: String(paid.value) }),
    ...(fee.value === 0n ? {} : { feeMinor: String(fee.value) }),
    ...(form.account === '' ? {} : { account: form.account }),
  });
}

export const requestActions = {
  edit: editAction,
  async approve(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, approveSchema);
    if (!form.ok) return form.response;
    const { op, version } = form.value;
    const yes = await applyOp(event.locals, 'spend.approve', { request, version }, op);
    if (!yes.ok) return refuse(form.values, yes);
    return { done: yes.value['state'] === 'approved' ? 'approved' : 'first_yes', what: '' };
  },
  async refuse(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, refuseSchema);
    if (!form.ok) return form.response;
    const { op, reason } = form.value;
    const reasonSealed = ronda().keyring.seal(reason, requestPlace(request, 'reason'));
    return write(event, form.values, 'spend.refuse', { request, reasonSealed }, op, 'refused');
  },
  async withdraw(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, withdrawSchema);
    if (!form.ok) return form.response;
    const { op, reason } = form.value;
    const why = reason === '' ? {} : { reasonSealed: ronda().keyring.seal(reason, requestPlace(request, 'reason')) };
    return write(event, form.values, 'spend.withdraw', { request, ...why }, op, 'withdrawn');
  },
  async pay(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, paySchema);
    if (!form.ok) return form.response;
    const { op, day, final } = form.value;
    const sums = await payment(event, request, form.value);
    if (!sums.ok) return refuse(form.values, sums);
    const args = { ...sums.value, request, id: uuidFor(op, 'payment'), valueDate: day, final };
    return write(event, form.values, 'spend.pay', args, op, 'paid');
  },
  async unpay(event: DeskEvent): Promise<Refused | FormDone> {
    requestId(event);
    const form = await readForm(event, unpaySchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    return write(event, form.values, 'spend.unpay', { ...args, id: uuidFor(op, 'reversal') }, op, 'unpaid');
  },
  async close(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    return write(event, form.values, 'spend.close', { request }, form.value.op, 'closed');
  },
  async show(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, showSchema);
    if (!form.ok) return form.response;
    const { op, ...shown } = form.value;
    return write(event, form.values, 'spend.show', { request, ...shown }, op, 'shown');
  },
  async receipt(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const campaign = memberOf(event.locals, 'spend.request').membership.campaignId;
    const form = await readUpload(event, opSchema, { field: 'receipt', kind: 'receipt' });
    if (!form.ok) return form.response;
    const { op } = form.value;
    if (!form.file) return refuse(form.values, fail('invalid', { field: 'receipt', rule: 'required' }));
    const file = await storeFile(campaign, 'receipt', form.file, uuidFor(op, 'file'));
    if (!file.ok) return refuse(form.values, file);
    const args = { request, id: uuidFor(op, 'receipt'), file: file.value };
    return write(event, form.values, 'spend.receipt', args, op, 'receipt');
  },
  async remove(event: DeskEvent): Promise<Refused | FormDone> {
    const request = requestId(event);
    const form = await readForm(event, receiptSchema);
    if (!form.ok) return form.response;
    const { op, receipt } = form.value;
    return write(event, form.values, 'spend.remove_receipt', { request, receipt }, op, 'removed');
  },
};
