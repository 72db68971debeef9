import * as v from 'valibot';
import { FUND_CATEGORIES, LINE_LEVELS } from '$lib/contracts/fund';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
const amount = v.pipe(v.string('required'), v.trim(), v.nonEmpty('amount_empty'), v.maxLength(40, 'amount_too_large'));
const currency = v.pipe(
  v.string('currency'),
  v.check((code) => isCurrency(code), 'currency'),
);
const valueDate = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((day) => parseDay(day).ok, 'date'),
);
const account = v.pipe(
  v.string('choice'),
  v.check((text) => isUuid(text), 'choice'),
);
/** Empty is the account without details. */
const anyAccount = v.optional(
  v.pipe(
    v.string('choice'),
    v.check((text) => text === '' || isUuid(text), 'choice'),
  ),
  '',
);
/** SQL limits the sealed form to 2000 characters; 300 letters stay below that in any script. */
const MOST_DONOR = 300;

export const bookSchema = v.object({
  op: id,
  amount,
  currency,
  valueDate,
  account: anyAccount,
  fee: optional(40),
  donor: optional(MOST_DONOR),
  note: optional(400),
});
export type Booking = v.InferOutput<typeof bookSchema>;

/** Fees and opening balances: one account, one amount. */
export const plainSchema = v.object({ op: id, amount, currency, valueDate, account: anyAccount, note: optional(400) });
export type PlainBooking = v.InferOutput<typeof plainSchema>;

/** Between two accounts; `came` is what arrived, in the other currency. */
export const moveSchema = v.object({
  op: id,
  from: account,
  to: account,
  amount,
  came: optional(40),
  fee: optional(40),
  valueDate,
  note: optional(400),
});
export type MoveBooking = v.InferOutput<typeof moveSchema>;

export const reverseSchema = v.object({
  op: id,
  entry: id,
  reason: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(400, 'too_long')),
});

export const donorSchema = v.object({ entry: id });

export const lineSchema = v.object({
  op: id,
  entry: id,
  level: v.picklist(LINE_LEVELS, 'choice'),
  category: v.optional(v.picklist(['', ...FUND_CATEGORIES], 'choice'), ''),
  publicNote: optional(400),
  noteAnyway: v.pipe(
    optional(8),
    v.transform((text) => text === 'on'),
  ),
});
