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
export const askSchema = v.object({ op: id, update: id, asked: v.picklist(['yes', 'no'], 'choice') });
export const approveSchema = v.object({
  op: id,
  update: id,
  /** Of the words that were on the page. */
  version: v.pipe(v.string('required'), v.regex(/^\d{1,9}$/, 'number'), v.transform(Number)),
});
export const steerSchema = v.object({
  op: id,
  update: id,
  to: v.picklist(['paused', 'sending', 'cancelled'], 'choice'),
});
export const WEEKLY = [1, 2, 3, 4, 5, 6, 7] as const;
export const capSchema = v.object({
  op: id,
  weekly: v.pipe(v.string('choice'), v.regex(/^[1-7]$/, 'choice'), v.transform(Number)),
});
