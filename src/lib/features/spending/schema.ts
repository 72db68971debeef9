import * as v from 'valibot';
import { FUND_CATEGORIES, LINE_LEVELS } from '$lib/contracts/fund';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';

export const PAYEE_MAX = 140;
export const ACCOUNT_MAX = 120;
export const PURPOSE_MAX = 1000;
export const REASON_MAX = 600;

const field = v.optional(v.pipe(v.string(), v.normalize('NFC')), '');
const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const line = (most: number) =>
  v.pipe(
    field,
    v.transform((text) => text.replace(/\s+/gu, ' ').trim()),
    v.maxLength(most, 'too_long'),
  );
const prose = (most: number) =>
  v.pipe(
    field,
    v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
    v.maxLength(most, 'too_long'),
  );
const amount = v.pipe(field, v.trim(), v.maxLength(40, 'amount_too_large'));
const typedAmount = v.pipe(amount, v.nonEmpty('amount_empty'));
const currency = v.pipe(
  field,
  v.toUpperCase(),
  v.check((code) => isCurrency(code), 'currency'),
);
const dayOrNone = v.pipe(
  field,
  v.check((text) => text === '' || parseDay(text).ok, 'date'),
);
const day = v.pipe(
  field,
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);
const idOrNone = v.pipe(
  field,
  v.check((text) => text === '' || isUuid(text), 'choice'),
);
const ticked = v.pipe(
  field,
  v.transform((text) => text === 'on' || text === 'true'),
);
const version = v.pipe(v.string('required'), v.regex(/^[1-9]\d{0,8}$/, 'number'), v.transform(Number));
const shown = {
  level: v.picklist(LINE_LEVELS, 'choice'),
  publicNote: line(400),
  noteAnyway: ticked,
};

/** What is asked for. */
const asked = {
  category: v.picklist(FUND_CATEGORIES, 'choice'),
  amount: typedAmount,
  currency,
  payee: v.pipe(line(PAYEE_MAX), v.nonEmpty('required')),
  account: line(ACCOUNT_MAX),
  purpose: v.pipe(prose(PURPOSE_MAX), v.nonEmpty('required')),
  dueOn: dayOrNone,
  person: idOrNone,
  caseCode: line(40),
  ...shown,
};
export const requestSchema = v.object({ op: id, ...asked });
export const editSchema = v.object({ op: id, version, ...asked });
export type Asked = Omit<v.InferOutput<typeof requestSchema>, 'op'>;

export const approveSchema = v.object({ op: id, version });
export const refuseSchema = v.object({ op: id, reason: v.pipe(prose(REASON_MAX), v.nonEmpty('required')) });
export const withdrawSchema = v.object({ op: id, reason: prose(REASON_MAX) });
export const paySchema = v.object({
  op: id,
  amount: typedAmount,
  account: idOrNone,
  paid: amount,
  fee: amount,
  day,
  final: ticked,
});
export const unpaySchema = v.object({ op: id, payment: id, reason: v.pipe(line(400), v.nonEmpty('required')) });
export const opSchema = v.object({ op: id });
export const showSchema = v.object({ op: id, ...shown });
export const receiptSchema = v.object({ op: id, receipt: id });
export const bailSetSchema = v.object({ op: id, court: line(160), orderedOn: dayOrNone, expectedOn: dayOrNone });
export const bailReturnSchema = v.object({ op: id, amount: typedAmount, fee: amount, account: idOrNone, day });
export const bailLoseSchema = v.object({ op: id, amount: typedAmount, day });
export const bailUndoSchema = v.object({ op: id, move: id, reason: v.pipe(line(400), v.nonEmpty('required')) });
export const limitSchema = v.object({ op: id, currency, limit: amount });
