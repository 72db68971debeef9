import * as v from 'valibot';
import { CUSTODY_STATUSES } from '$lib/contracts/ops';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const standing = {
  status: v.picklist(CUSTODY_STATUSES, 'choice'),
  place: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(160, 'too_long')), ''),
  fromDate: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
};

export const registerSchema = v.object({
  op: id,
  /** Not `code`: values of that name never go back into a page, because they sign somebody in. */
  personCode: v.pipe(
    v.string('required'),
    v.trim(),
    v.toUpperCase(),
    v.nonEmpty('required'),
    v.regex(/^[A-Z0-9][A-Z0-9-]{1,15}$/, 'code'),
  ),
  pseudonym: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(80, 'too_long')),
  ...standing,
});

export const statusSchema = v.object({ op: id, person: id, personCode: v.optional(v.string(), ''), ...standing });
