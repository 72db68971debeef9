/** What treasurers do with pledges, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { allows } from '$lib/contracts/permissions';
import { uuidFor } from '$lib/kernel/ids';
import { formatMoney } from '$lib/kernel/format';
import { parseMoney } from '$lib/kernel/money';
import { ronda } from '$lib/server/app.server';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { findPledges, sealedDonor } from './giving.repo.server';
import { giving } from './giving.server';
import { donorEmailKey, donorNameKey, sealedPlace } from './places.server';
import { readPresets } from './presets';
import { newReference } from './reference.server';
import { actSchema, offlineSchema, receiveSchema, settingsSchema, textSchema, undoSchema, whoSchema } from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const campaignOf = ({ locals }: DeskEvent): string => memberOf(locals, 'fund.write').membership.campaignId;

async function write<K extends OpKind>(
  event: DeskEvent,
  values: Record<string, string>,
  operation: { kind: K; args: OpArgs[K]; opId: string },
  done: FormDone,
): Promise<Refused | FormDone> {
  const applied = await applyOp(event.locals, operation.kind, operation.args, operation.opId);
  if (!applied.ok) return refuse(values, applied);
  giving().forgetKept();
  ronda().outbox.poke();
  return done;
}

const amountOf = (text: string, currency: string, locale: 'es' | 'en') => {
  const parsed = parseMoney(text, currency, locale);
  if (!parsed.ok) return { ...parsed, field: 'amount' };
  return parsed.value === 0n ? ({ ok: false, code: 'invalid', rule: 'amount', field: 'amount' } as const) : parsed;
};

export const giftsActions = {
  /** A gift that came by hand. What is sealed looks different each time, so the pledge's id makes a second press the same. */
  async offline(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = campaignOf(event);
    const form = await readForm(event, offlineSchema);
    if (!form.ok) return form.response;
    const { op, amount, currency, day, account, name, email, locale, note } = form.value;
    const minor = amountOf(amount, currency, event.locals.locale);
    if (!minor.ok) return refuse(form.values, minor);
    const { keyring } = ronda();
    const id = uuidFor(op, 'pledge');
    const what = formatMoney(minor.value, currency, event.locals.locale);
    const done = { done: 'offline', what };
    const known = async (): Promise<boolean> => {
      const found = await attempt(() => findPledges(event.locals.db, campaign, { id }, null, 1));
      return found.ok && found.value.length > 0;
    };
    if (await known()) return done;
    const args = {
      campaign,
      id,
      entry: uuidFor(op, 'entry'),
      reference: newReference(),
      amountMinor: minor.value.toString(),
      currency,
      day,
      locale,
      note,
      ...(account === '' ? {} : { account }),
      ...(name === ''
        ? {}
        : { nameSealed: keyring.seal(name, sealedPlace(id, 'name')), nameKey: donorNameKey(keyring, campaign, name) }),
      ...(email === ''
        ? {}
        : {
            emailSealed: keyring.seal(email, sealedPlace(id, 'email')),
            emailKey: donorEmailKey(keyring, campaign, email),
          }),
    };
    const written = await write(event, form.values, { kind: 'giving.offline', args, opId: op }, done);
    // The other of two presses was first.
    return 'done' in written || !(await known()) ? written : done;
  },
  /** Pledges of one name or address: by POST, so that neither stands in an address bar or a log. */
  async search(event: DeskEvent) {
    const { membership } = memberOf(event.locals, 'fund.read');
    const form = await readForm(event, whoSchema);
    if (!form.ok) return form.response;
    const { who } = form.value;
    const { keyring } = ronda();
    const campaign = membership.campaignId;
    const key = who.includes('@')
      ? { emailKey: donorEmailKey(keyring, campaign, who) }
      : { nameKey: donorNameKey(keyring, campaign, who) };
    const found = await attempt(() => findPledges(event.locals.db, campaign, key, null, 200));
    return found.ok ? { found: found.value } : refuse(form.values, found);
  },
  async settings(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = campaignOf(event);
    const form = await readForm(event, settingsSchema);
    if (!form.ok) return form.response;
    const { op, open, remindDays, expireDays, bankFees } = form.value;
    const presets = readPresets(form.value.presets, event.locals.locale);
    if (!presets.ok) return refuse(form.values, presets);
    const args = {
      campaign,
      open,
      presets: presets.value,
      remindDays: remindDays === '' ? null : Number(remindDays),
      expireDays: Number(expireDays),
      bankFees,
    };
    return write(event, form.values, { kind: 'giving.set', args, opId: op }, { done: 'settings', what: '' });
  },
  async text(event: DeskEvent): Promise<Refused | FormDone> {
    const { membership } = memberOf(event.locals, 'fund.totals');
    if (!allows(membership.roles, 'campaign.write') && !allows(membership.roles, 'fund.write')) refusePage('not_found');
    const form = await readForm(event, textSchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    const operation = { kind: 'giving.text' as const, args: { campaign: membership.campaignId, ...args }, opId: op };
    return write(event, form.values, operation, { done: 'text', what: '' });
  },
};

/** Acts on the one pledge of a page. */
export const pledgeDeskActions = {
  async receive(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, receiveSchema);
    if (!form.ok) return form.response;
    const { op, pledge, amount, fee, currency, day, account } = form.value;
    const minor = amountOf(amount, currency, event.locals.locale);
    if (!minor.ok) return refuse(form.values, minor);
    const kept = fee === '' ? null : parseMoney(fee, currency, event.locals.locale);
    if (kept !== null && !kept.ok) return refuse(form.values, { ...kept, field: 'fee' });
    const args = {
      pledge,
      entry: uuidFor(op, 'entry'),
      amountMinor: minor.value.toString(),
      ...(kept === null || kept.value === 0n ? {} : { feeMinor: kept.value.toString() }),
      currency,
      day,
      ...(account === '' ? {} : { account }),
    };
    return write(event, form.values, { kind: 'giving.receive', args, opId: op }, { done: 'received', what: '' });
  },
  async undo(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, undoSchema);
    if (!form.ok) return form.response;
    const { op, ...args } = form.value;
    const operation = { kind: 'giving.undo' as const, args: { ...args, id: uuidFor(op, 'reversal') }, opId: op };
    return write(event, form.values, operation, { done: 'undone', what: '' });
  },
  async cancel(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, actSchema);
    if (!form.ok) return form.response;
    const { op, pledge } = form.value;
    return write(
      event,
      form.values,
      { kind: 'giving.cancel', args: { pledge }, opId: op },
      { done: 'cancelled', what: '' },
    );
  },
  async thank(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, actSchema);
    if (!form.ok) return form.response;
    const { op, pledge } = form.value;
    return write(
      event,
      form.values,
      { kind: 'giving.thank', args: { pledge, id: op }, opId: op },
      { done: 'thanked', what: '' },
    );
  },
  async forget(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, actSchema);
    if (!form.ok) return form.response;
    const { op, pledge } = form.value;
    return write(
      event,
      form.values,
      { kind: 'giving.forget', args: { pledge, id: op }, opId: op },
      { done: 'forgotten', what: '' },
    );
  },
  /** First the record, then what it is about: nobody sees a donor without leaving a trace. */
  async look(event: DeskEvent) {
    const { membership } = memberOf(event.locals, 'fund.read');
    const form = await readForm(event, actSchema);
    if (!form.ok) return form.response;
    const { op, pledge } = form.value;
    const recorded = await applyOp(event.locals, 'giving.look', { pledge, id: op }, op);
    if (!recorded.ok) return refuse(form.values, recorded);
    const { keyring } = ronda();
    const found = await attempt(async () => {
      const sealed = await sealedDonor(event.locals.db, membership.campaignId, pledge);
      const open = (column: 'name' | 'email', text: string | null | undefined): string =>
        text ? keyring.open(text, sealedPlace(pledge, column)) : '';
      return {
        name: open('name', sealed?.nameSealed),
        email: open('email', sealed?.emailSealed),
        wantsUpdates: sealed?.wantsUpdates ?? false,
      };
    });
    return found.ok ? { donor: found.value } : refuse(form.values, found);
  },
};
