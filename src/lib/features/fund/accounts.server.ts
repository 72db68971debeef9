import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { parseBic } from '$lib/kernel/bic';
import { parseAlias, parseCbu } from '$lib/kernel/cbu';
import { parseIban } from '$lib/kernel/iban';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';
import { COUNTRY_CODES } from '$lib/messages/names';
import type { Db } from '$lib/server/backend/index.server';
import { memberOf } from '$lib/server/desk.server';
import { dataOf } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { BankAccount } from './accounts';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
/** What a person typed, in the form in which it is stored; empty stays empty. */
const digits = (rule: string, parse: (typed: string) => string | null) =>
  v.pipe(
    optional(60),
    v.check((typed) => typed === '' || parse(typed) !== null, rule),
    v.transform((typed) => (typed === '' ? '' : (parse(typed) ?? ''))),
  );

const accountSchema = v.object({
  op: id,
  account: v.optional(v.string(), ''),
  currency: v.pipe(
    v.string('currency'),
    v.check((code) => isCurrency(code), 'currency'),
  ),
  name: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(80, 'too_long')),
  holder: optional(140),
  iban: digits('iban', parseIban),
  bic: digits('bic', parseBic),
  bankName: optional(140),
  bankAddress: optional(240),
  cbu: digits('cbu', (typed) => parseCbu(typed)?.digits ?? null),
  alias: digits('alias', parseAlias),
  country: v.optional(
    v.pipe(
      v.string(),
      v.check((code) => code === '' || COUNTRY_CODES.some((known) => known === code), 'country'),
    ),
    '',
  ),
  public: v.optional(v.literal('on')),
  closed: v.optional(v.literal('on')),
});

/** Forms of the accounts at banks. */
export const accountActions = {
  async account(event: RequestEvent) {
    const { membership } = memberOf(event.locals, 'fund.write');
    const form = await readForm(event, accountSchema);
    if (!form.ok) return form.response;
    const { op, account, public: shown, closed, ...details } = form.value;
    const args = { ...details, public: shown === 'on', closed: closed === 'on' };
    const target = isUuid(account) ? account : op;
    const done = await applyOp(
      event.locals,
      'fund.set_account',
      { campaign: membership.campaignId, id: target, ...args },
      op,
    );
    return done.ok ? { done: 'account', what: form.value.name } : refuse(form.values, done);
  },
};

/** The accounts at banks with their details, open ones first. */
export async function bankAccounts(db: Db, campaign: string): Promise<BankAccount[]> {
  const rows = dataOf(
    await db
      .from('bank_accounts')
      .select('id, currency, name, holder, iban, bic, bank_name, bank_address, cbu, alias, country, public, closed_at')
      .eq('campaign_id', campaign)
      .order('closed_at', { nullsFirst: true })
      .order('created_at'),
  );
  return (rows ?? []).map(({ bank_name, bank_address, closed_at, ...row }) => ({
    ...row,
    bankName: bank_name,
    bankAddress: bank_address,
    closed: closed_at !== null,
  }));
}
