import type { Result } from '$lib/contracts/errors';
import type { Locale } from '$lib/contracts/locales';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { formatMoney } from '$lib/kernel/format';
import { parseMoney, toDecimal } from '$lib/kernel/money';
import { fail, ok } from '$lib/kernel/result';
import { fundMessages } from '$lib/messages/fund';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { ledgerPage, sealedDonor, type LedgerRow } from './fund.repo.server';
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

const PAGE = 500;

/** The ledger as CSV, read and sent page by page. */
export function exportLedger(db: Db, campaign: string, locale: Locale): ReadableStream<Uint8Array> {
  const m = fundMessages(locale);
  const encoder = new TextEncoder();
  const kindOf = ({ kind }: LedgerRow): string => {
    const key: string = `ledger.kind.${kind}`;
    return m.has(key) ? m(key) : kind;
  };
  const line = (row: LedgerRow): string =>
    csvLine([
      row.value_date,
      kindOf(row),
      { figure: toDecimal(BigInt(row.amount_minor), row.currency) },
      row.currency,
      row.note,
      row.id,
      row.reverses ?? '',
      row.created_at,
    ]);
  let after: LedgerRow | null = null;
  return new ReadableStream({
    start(controller) {
      const heads = ['ledger.date', 'ledger.kind', 'ledger.amount', 'ledger.currency', 'ledger.note'] as const;
      const ids = ['ledger.id', 'ledger.reversal_id', 'ledger.booked_at'] as const;
      controller.enqueue(encoder.encode(CSV_BOM + csvLine([...heads, ...ids].map((key) => m(key)))));
    },
    async pull(controller) {
      const rows: LedgerRow[] = await ledgerPage(db, campaign, after, PAGE);
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map(line).join('')));
      after = rows.at(-1) ?? null;
      if (rows.length < PAGE) controller.close();
    },
  });
}
