import type { Result } from '$lib/contracts/errors';
import { formatMoney } from '$lib/kernel/format';
import { parseMoney } from '$lib/kernel/money';
import { fail, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { sealedDonor } from './fund.repo.server';
import { typedMinor } from './hand.server';
import type { Booking } from './schema';

const donorPlace = (row: string) => ({ table: 'fund_entries', row, column: 'donor' });

/** Books a gift; answers its amount in words. The entry takes the id of the operation, so that a retry is the same entry. */
export async function bookGift(
  locals: App.Locals,
  campaign: string,
  { op, amount, currency, valueDate, account, fee, donor, note }: Booking,
): Promise<Result<string>> {
  const parsed = parseMoney(amount, currency, locals.locale);
  if (!parsed.ok) return { ...parsed, field: 'amount' };
  if (parsed.value === 0n) return fail('invalid', { field: 'amount', rule: 'amount' });
  const kept = typedMinor(locals, 'fee', fee, currency);
  if (!kept.ok) return kept;
  const minor = parsed.value.toString();
  const booked = await applyOp(
    locals,
    'fund.book_gift',
    {
      campaign,
      id: op,
      amountMinor: minor,
      currency,
      valueDate,
      donorSealed: donor === '' ? null : ronda().keyring.seal(donor, donorPlace(op)),
      note,
      ...(kept.value > 0n ? { feeMinor: String(kept.value) } : {}),
      ...(account === '' ? {} : { account }),
    },
    op,
  );
  if (!booked.ok) return booked.field === 'feeMinor' ? { ...booked, field: 'fee' } : booked;
  return ok(formatMoney(parsed.value, currency, locals.locale));
}

export async function reverseEntry(
  locals: App.Locals,
  { op, entry, reason }: { op: string; entry: string; reason: string },
): Promise<Result<unknown>> {
  const done = await applyOp(locals, 'fund.reverse', { entry, id: op, reason }, op);
  // Told at the field that the form has.
  return !done.ok && done.field === 'entry' ? { ...done, field: 'reason' } : done;
}

/** Opens the donor of one entry for somebody who asks for just this one. */
export async function openDonor(locals: App.Locals, campaign: string, entry: string): Promise<Result<string | null>> {
  return attempt(async () => {
    const sealed = await sealedDonor(locals.db, campaign, entry);
    return sealed === null ? null : ronda().keyring.open(sealed, donorPlace(entry));
  });
}
