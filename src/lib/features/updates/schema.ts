import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const words = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));

export const writeSchema = v.object({
  op: id,
  /** Of the draft that is changed; empty for a new one. */
  update: v.optional(v.union([v.literal(''), id]), ''),
  locale: v.picklist(LOCALES, 'choice'),
  title: words(160),
  body: words(20_000),
});
export const approveSchema = v.object({ op: id, update: id });
export const steerSchema = v.object({
  op: id,
  update: id,
  to: v.picklist(['paused', 'sending', 'cancelled'], 'choice'),
});
