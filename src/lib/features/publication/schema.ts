import * as v from 'valibot';
import { CHANNELS, CONSENT_FORMS, GIVERS, TOLD_FIELDS } from '$lib/contracts/ops-publication';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';

const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
/** A group of checkboxes, joined by commas; at least one. */
const some = <T extends string>(list: readonly T[]) =>
  v.pipe(
    v.string('required'),
    v.nonEmpty('required'),
    v.check((words) => words.split(',').every((word) => list.some((one) => one === word)), 'choice'),
    v.transform((words) => list.filter((one) => words.split(',').includes(one))),
  );
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);
const ticked = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text !== ''),
);
const words = (most: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.replaceAll('\r\n', '\n').trim()),
      v.maxLength(most, 'too_long'),
    ),
    '',
  );

export const giveSchema = v.object({
  op: id,
  fields: some(TOLD_FIELDS),
  channels: some(CHANNELS),
  givenBy: v.picklist(GIVERS, 'choice'),
  /** Not `form`: every form of a page says its own name there. */
  how: v.picklist(CONSENT_FORMS, 'choice'),
  riskExplained: ticked,
  givenOn: day,
  expiresOn: v.optional(v.union([v.literal(''), day], 'date'), ''),
  note: words(1000),
});
export const CONSENT_GROUPS = ['fields', 'channels'];
export const consentSchema = v.object({ op: id, consent: id });
export const takeDownSchema = v.object({ op: id });
export const clockSchema = v.object({
  op: id,
  shown: v.pipe(
    v.picklist(['yes', 'no'], 'choice'),
    v.transform((word) => word === 'yes'),
  ),
});

const line = words(300);
/** Letters; longer ones belong to a story. */
export const STORY_MAX = 6000;
/** An empty field is not published. */
export const cardSchema = v.object({
  op: id,
  locale: v.picklist(['es', 'en'], 'choice'),
  index: ticked,
  name: line,
  pseudonym: line,
  age: line,
  birthday: line,
  place: line,
  status: line,
  charges: words(1000),
  case: line,
  story: words(STORY_MAX),
  letters: words(600),
});
export type CardForm = v.InferOutput<typeof cardSchema>;
