import * as v from 'valibot';
import { CUSTODY_STATUSES } from '$lib/contracts/ops';
import { KNOWN } from '$lib/contracts/ops-custody';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);

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
  status: v.picklist(CUSTODY_STATUSES, 'choice'),
  place: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(160, 'too_long')), ''),
  fromDate: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  fromKnown: v.optional(v.picklist(KNOWN, 'choice'), 'day'),
});

export const findSchema = v.object({ typed: v.optional(v.pipe(v.string(), v.maxLength(80, 'too_long')), '') });
export const renameSchema = v.object({
  op: id,
  pseudonym: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(80, 'too_long')),
});
export const alikeSchema = v.object({
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'too_long')), ''),
  document: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40, 'too_long')), ''),
});
export const mergeSchema = v.object({ op: id, gone: id });
export const unmergeSchema = v.object({ op: id, merge: id });
