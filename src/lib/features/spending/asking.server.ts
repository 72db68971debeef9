/** Asking for money, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs } from '$lib/contracts/ops';
import type { Result } from '$lib/contracts/errors';
import { isUuid, uuidFor } from '$lib/kernel/ids';
import { parseMoney } from '$lib/kernel/money';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readUpload, storeFile } from '$lib/server/files/index.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { payeeKey, requestPlace } from './places.server';
import { newReference } from './reference.server';
import { editSchema, limitSchema, requestSchema, type Asked } from './schema';
import { oneRequest } from './spending.repo.server';

export type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route' | 'params'>;
export type Refused = Extract<Form<unknown>, { ok: false }>['response'];

/** Minor units of what was typed, above nothing, named after its field. */
export function minorOf(locals: App.Locals, field: string, typed: string, currency: string): Result<bigint> {
  const parsed = parseMoney(typed, currency, locals.locale);
  if (!parsed.ok) return { ...parsed, field };
  return parsed.value === 0n ? fail('invalid', { field, rule: 'amount' }) : parsed;
}

/** What an operation says of its arguments, told at the fields that the form has. */
const FIELDS: Readonly<Record<string, string>> = {
  amountMinor: 'amount',
  paidMinor: 'paid',
  feeMinor: 'fee',
  valueDate: 'day',
};
export function atFields<T>(result: Result<T>): Result<T> {
  const field = result.ok ? undefined : FIELDS[result.field ?? ''];
  return result.ok || field === undefined ? result : { ...result, field };
}

type AskedArgs = Omit<OpArgs['spend.edit'], 'request' | 'version'>;
function askedArgs(locals: App.Locals, campaign: string, id: string, form: Asked): Result<AskedArgs> {
  const minor = minorOf(locals, 'amount', form.amount, form.currency);
  if (!minor.ok) return minor;
  const { keyring } = ronda();
  const key = payeeKey(keyring, campaign, form.account);
  return ok({
    category: form.category,
    amountMinor: String(minor.value),
    currency: form.currency,
    payeeSealed: keyring.seal(form.payee, requestPlace(id, 'payee')),
    purposeSealed: keyring.seal(form.purpose, requestPlace(id, 'purpose')),
    ...(form.account === '' ? {} : { accountSealed: keyring.seal(form.account, requestPlace(id, 'account')) }),
    ...(key === null ? {} : { accountKey: key }),
    dueOn: form.dueOn,
    ...(form.person === '' ? {} : { person: form.person }),
    caseCode: form.caseCode,
    level: form.level,
    publicNote: form.publicNote,
    noteAnyway: form.noteAnyway,
  });
}

export const spendingActions = {
  /** The request, and its first receipt when one was chosen. What is sealed looks different each time: its id makes a second press the same. */
  async ask(event: DeskEvent): Promise<Refused | FormDone> {
    const { locals } = event;
    const campaign = memberOf(locals, 'spend.request').membership.campaignId;
    const form = await readUpload(event, requestSchema, { field: 'receipt', kind: 'receipt' });
    if (!form.ok) return form.response;
    const { op, ...fields } = form.value;
    const id = uuidFor(op, 'request');
    const args = askedArgs(locals, campaign, id, fields);
    if (!args.ok) return refuse(form.values, args);
    const file = form.file && (await storeFile(campaign, 'receipt', form.file, uuidFor(op, 'file')));
    if (file && !file.ok) return refuse(form.values, file);
    const done = { done: 'asked', what: id };
    const known = await attempt(() => oneRequest(locals.db, campaign, id));
    if (!known.ok) return refuse(form.values, known);
    if (known.value === null) {
      const request = { ...args.value, campaign, id, reference: newReference() };
      const asked = atFields(await applyOp(locals, 'spend.request', request, op));
      if (!asked.ok && asked.code !== 'op_id_reused') return refuse(form.values, asked);
    }
    if (!file) return done;
    const receipt = { request: id, id: uuidFor(op, 'receipt'), file: file.value };
    const kept = await applyOp(locals, 'spend.receipt', receipt, uuidFor(op, 'keep'));
    return kept.ok ? done : refuse(form.values, kept);
  },
  async limit(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = memberOf(event.locals, 'team.manage').membership.campaignId;
    const form = await readForm(event, limitSchema);
    if (!form.ok) return form.response;
    const { op, currency, limit } = form.value;
    const minor = limit === '' || limit === '0' ? ok(0n) : minorOf(event.locals, 'limit', limit, currency);
    if (!minor.ok) return refuse(form.values, minor);
    const args = { campaign, currency, limitMinor: minor.value === 0n ? '' : String(minor.value) };
    const done = await applyOp(event.locals, 'spend.set_limit', args, op);
    return done.ok ? { done: 'limit', what: currency } : refuse(form.values, done);
  },
};

/** Rewrites a request that nobody has decided; every yes to what it said before is gone. */
export async function editAction(event: DeskEvent): Promise<Refused | FormDone> {
  const { locals, params } = event;
  const campaign = memberOf(locals, 'spend.request').membership.campaignId;
  const request = params['request'] ?? '';
  const form = await readForm(event, editSchema);
  if (!form.ok) return form.response;
  const { op, version, ...fields } = form.value;
  const args: Result<AskedArgs> = isUuid(request) ? askedArgs(locals, campaign, request, fields) : fail('not_found');
  if (!args.ok) return refuse(form.values, args);
  const done = atFields(await applyOp(locals, 'spend.edit', { ...args.value, request, version }, op));
  return done.ok ? { done: 'edited', what: '' } : refuse(form.values, done);
}
