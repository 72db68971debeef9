import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');
/** SQL limits the sealed form to 2000 characters; 300 letters stay below that in any script. */
const MOST_DONOR = 300;

export const bookSchema = v.object({
  op: id,
  amount: v.pipe(v.string('required'), v.trim(), v.nonEmpty('amount_empty'), v.maxLength(40, 'amount_too_large')),
  currency: v.pipe(
    v.string('currency'),
    v.check((code) => isCurrency(code), 'currency'),
  ),
  valueDate: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  donor: optional(MOST_DONOR),
  note: optional(400),
});
export type Booking = v.InferOutput<typeof bookSchema>;

export const reverseSchema = v.object({
  op: id,
  entry: id,
  reason: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(400, 'too_long')),
});

export const donorSchema = v.object({ entry: id });
