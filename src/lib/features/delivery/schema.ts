import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { NAME_FORMS } from './model';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);

export const makeSchema = v.object({
  op: id,
  recipient: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(200, 'too_long')),
  day: v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((day) => parseDay(day).ok, 'date'),
  ),
  locale: v.picklist(LOCALES, 'choice'),
  names: v.picklist(NAME_FORMS, 'choice'),
  /** Versions of the consent, joined by commas. */
  consents: v.optional(v.pipe(v.string(), v.regex(/^(\d{1,6}(,\d{1,6})*)?$/, 'unknown_field')), ''),
  replaces: v.optional(v.union([v.literal(''), id]), ''),
});

export const cancelSchema = v.object({ op: id, delivery: id });

export const codeSchema = v.object({
  proof: v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(400, 'too_long')),
});
