import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isZone } from '$lib/kernel/format';
import { isUuid } from '$lib/kernel/ids';

const op = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const chosen = v.pipe(
  v.string('choice'),
  v.check((text) => isUuid(text), 'choice'),
);

/** Not `code`: values of that name never go back into a page, because they sign somebody in. */
export const createSchema = v.object({
  op,
  compartmentCode: v.pipe(
    v.string('required'),
    v.trim(),
    v.toUpperCase(),
    v.nonEmpty('required'),
    v.regex(/^[A-Z0-9][A-Z0-9-]{1,15}$/, 'code'),
  ),
});
export const putSchema = v.object({ op, compartment: v.union([v.literal(''), chosen], 'choice') });
export const memberSchema = v.object({
  op,
  compartment: chosen,
  user: chosen,
  reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'too_long')), ''),
  /** Civil day, the last one on which they are within; empty is for good. */
  until: v.optional(
    v.pipe(
      v.string(),
      v.check((day) => day === '' || parseDay(day).ok, 'date'),
    ),
    '',
  ),
  tz: v.pipe(
    v.string('required'),
    v.check((zone) => isZone(zone), 'choice'),
  ),
});
export const removeSchema = v.object({ op, compartment: chosen, user: chosen });
