import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { signatureSchema } from '$lib/features/signatures/index';
import { parseDay } from '$lib/kernel/dates';
import { isUuid, parseUuid } from '$lib/kernel/ids';
import { COUNTRY_CODES } from '$lib/messages/names';
import { storedTemplate, templateFault } from './model';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const text = (most: number) =>
  v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(most, 'too_long'));
const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');

/** More than any campaign writes to at once; each is a mail that somebody's office receives. */
const MOST_TARGETS = 20;
const LINK = /:\/\/|www\./i;
const { name, email, comment } = signatureSchema.entries;

/** What somebody sends who wants letters to go: the same care as with a signature, and no links in words to an office. */
export const letterSchema = v.object({
  name,
  email,
  words: v.pipe(
    comment,
    v.check((words) => !LINK.test(words), 'links'),
  ),
  targets: v.pipe(
    v.optional(v.string(), ''),
    v.transform((ids) => [...new Set(ids.split(',').filter(Boolean))]),
    v.check((ids) => ids.length > 0, 'choose_target'),
    v.check((ids) => ids.length <= MOST_TARGETS && ids.every(isUuid), 'choice'),
  ),
  op: v.pipe(v.optional(v.string(), ''), v.transform(parseUuid)),
  topic: v.optional(v.string(), ''),
});
export type LetterForm = v.InferOutput<typeof letterSchema>;

const template = (part: 'subject' | 'body', most: number) =>
  v.pipe(
    text(most),
    v.transform((words) => storedTemplate(words.replace(/\r\n?/g, '\n'))),
    v.check((words) => templateFault(words, part) !== 'merge_field', `merge_field_${part}`),
    v.check((words) => templateFault(words, part) !== 'merge_missing', 'merge_missing'),
  );

export const textSchema = v.object({
  op: id,
  locale: v.picklist(LOCALES, 'choice'),
  subject: template('subject', 150),
  body: template('body', 6000),
});
export type TextForm = v.InferOutput<typeof textSchema>;

const countries = new Set(COUNTRY_CODES);
export const targetSchema = v.object({
  op: id,
  /** Empty: a new one. */
  target: v.optional(v.union([v.literal(''), id], 'unknown_field'), ''),
  name: text(120),
  office: optional(160),
  email,
  postal: optional(400),
  salutation: text(120),
  locale: v.picklist(LOCALES, 'choice'),
  country: v.pipe(
    v.string('required'),
    v.check((code) => countries.has(code), 'country'),
  ),
  active: v.pipe(
    v.optional(v.string(), ''),
    v.transform((tick) => tick === 'on'),
  ),
  until: v.optional(
    v.union(
      [
        v.literal(''),
        v.pipe(
          v.string(),
          v.check((day) => parseDay(day).ok, 'date'),
        ),
      ],
      'date',
    ),
    '',
  ),
  hourly: v.pipe(
    v.string('required'),
    v.trim(),
    v.regex(/^\d{1,3}$/, 'hourly'),
    v.transform(Number),
    v.check((n) => n >= 1 && n <= 360, 'hourly'),
  ),
});
export type TargetForm = v.InferOutput<typeof targetSchema>;

export const pauseSchema = v.object({ op: id, target: id, paused: v.picklist(['yes', 'no'], 'choice') });
export type PauseForm = v.InferOutput<typeof pauseSchema>;
