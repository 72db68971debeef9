import type { Result } from '$lib/contracts/errors';
import type { OpArgs } from '$lib/contracts/ops';
import { formatMoney } from '$lib/kernel/format';
import { parseMoney } from '$lib/kernel/money';
import { fail, ok } from '$lib/kernel/result';
import type { Db } from '$lib/server/backend/index.server';
import { attempt, dataOf } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import type { MoveBooking, PlainBooking } from './schema';

/** The currency of an account at a bank; null when there is none for this reader. */
async function currencyOf(db: Db, account: string): Promise<Result<string>> {
  const found = await attempt(async () =>
    dataOf(await db.from('fund_accounts').select('currency').eq('id', account).eq('kind', 'bank').maybeSingle()),
  );
  if (!found.ok) return found;
  return found.value === null ? fail('invalid', { rule: 'choice' }) : ok(found.value.currency);
}

/** Minor units of what was typed, named after its field when it cannot be read. Empty is nothing. */
export function typedMinor(locals: App.Locals, field: string, typed: string, currency: string): Result<bigint> {
  if (typed.trim() === '') return ok(0n);
  const parsed = parseMoney(typed, currency, locals.locale);
  return parsed.ok ? parsed : { ...parsed, field };
}

function positive(locals: App.Locals, field: string, typed: string, currency: string): Result<bigint> {
  const parsed = typedMinor(locals, field, typed, currency);
  return parsed.ok && parsed.value === 0n ? fail('invalid', { field, rule: 'amount' }) : parsed;
}

/** A bank's fee, or what an account held before this ledger began. */
export async function bookPlain(
  locals: App.Locals,
  campaign: string,
  kind: 'fund.book_fee' | 'fund.book_opening',
  { op, amount, currency, account, ...rest }: PlainBooking,
): Promise<Result<string>> {
  const minor = positive(locals, 'amount', amount, currency);
  if (!minor.ok) return minor;
  const args = { campaign, id: op, amountMinor: String(minor.value), currency, ...rest, account };
  const booked = await applyOp(locals, kind, args, op);
  return booked.ok ? ok(formatMoney(minor.value, currency, locals.locale)) : booked;
}

/** From one account to another: a transfer in one currency, an exchange between two. */
export async function bookMove(
  locals: App.Locals,
  campaign: string,
  { op, from, to, amount, came, fee, valueDate, note }: MoveBooking,
): Promise<Result<string>> {
  const money = await currencyOf(locals.db, from);
  if (!money.ok) return { ...money, field: 'from' };
  const other = await currencyOf(locals.db, to);
  if (!other.ok) return { ...other, field: 'to' };
  const minor = positive(locals, 'amount', amount, money.value);
  if (!minor.ok) return minor;
  const kept = typedMinor(locals, 'fee', fee, money.value);
  if (!kept.ok) return kept;
  const args: OpArgs['fund.book_transfer'] = {
    campaign,
    id: op,
    from,
    to,
    amountMinor: String(minor.value),
    ...(kept.value > 0n ? { feeMinor: String(kept.value) } : {}),
    valueDate,
    note,
  };
  const told = ok(formatMoney(minor.value, money.value, locals.locale));
  if (money.value === other.value) {
    const booked = await applyOp(locals, 'fund.book_transfer', args, op);
    return booked.ok ? told : booked;
  }
  const arrived = positive(locals, 'came', came, other.value);
  if (!arrived.ok) return arrived;
  const booked = await applyOp(locals, 'fund.book_conversion', { ...args, toMinor: String(arrived.value) }, op);
  return booked.ok ? told : booked;
}
