import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

/** Rows that the form shows at once; more can be added to the same batch as often as needed. */
export const ROWS_SHOWN = 12;

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const line = (max: number) => v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(max, 'too_long'));
const batch = {
  op: id,
  label: v.pipe(line(80), v.nonEmpty('required')),
  place: line(120),
  day: v.pipe(
    v.optional(v.string(), ''),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  onSheet: v.pipe(line(7), v.nonEmpty('required'), v.regex(/^[1-9]\d{0,4}$|^100000$/, 'number'), v.transform(Number)),
};
/** `batch` names the one that is changed; empty adds one. Rows are read by `readRows`. */
export const batchSchema = v.looseObject({ ...batch, batch: v.union([v.optional(v.literal(''), ''), id]) });
export const removeSchema = v.object({
  op: id,
  batch: id,
  removed: v.pipe(
    v.picklist(['yes', 'no'], 'choice'),
    v.transform((word) => word === 'yes'),
  ),
  reason: line(400),
});
export const strikeSchema = v.object({ op: id, row: id });
