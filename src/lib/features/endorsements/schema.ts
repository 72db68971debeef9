import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { ENDORSER_KINDS } from '$lib/contracts/ops';
import { isUuid } from '$lib/kernel/ids';
import { COUNTRY_CODES } from '$lib/messages/names';

export const NAME_MAX = 160;
export const QUOTE_MAX = 280;
/** Field no person fills: it is hidden, and named so that no browser fills it by itself. */
export const TRAP_FIELD = 'topic';

/** Control characters, and those that hide or turn the direction: they would let a name rewrite the line it stands in. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u;
const FORMULA = /^[=+\-@＝＋－＠]/u;

const countries = new Set(COUNTRY_CODES);
const field = v.optional(v.pipe(v.string(), v.normalize('NFC')), '');
const id = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const line = (max: number) =>
  v.pipe(
    field,
    v.transform((text) => text.replace(/\s+/gu, ' ').trim()),
    v.check((text) => text.isWellFormed() && !UNSEEN.test(text), 'encoding'),
    v.check((text) => [...text].length <= max, 'too_long'),
  );

/** `www.example.org` as people write it becomes an address of the web; anything that is none is refused. */
function webAddress(text: string): string | null {
  const whole = /^[a-z]+:/i.test(text) ? text : `https://${text}`;
  if (!/^https?:\/\/[^\s@]+\.[^\s@]+$/i.test(whole) || !URL.canParse(whole)) return null;
  const { href, hostname } = new URL(whole);
  return hostname.includes('.') ? href : null;
}

const about = {
  name: v.pipe(
    line(NAME_MAX),
    v.nonEmpty('required'),
    v.check((text) => !FORMULA.test(text), 'formula'),
    v.check((text) => [...text].length >= 2, 'too_short'),
    v.check((text) => /\p{L}/u.test(text), 'letters'),
  ),
  country: v.pipe(
    field,
    v.trim(),
    v.toUpperCase(),
    v.nonEmpty('required'),
    v.check((code) => countries.has(code), 'country'),
  ),
  kind: v.pipe(field, v.nonEmpty('required'), v.picklist(ENDORSER_KINDS, 'choice')),
  website: v.pipe(
    line(300),
    v.check((text) => text === '' || webAddress(text) !== null, 'url'),
    v.transform((text) => (text === '' ? null : webAddress(text))),
  ),
  quote: line(QUOTE_MAX),
};
const email = v.pipe(
  field,
  v.trim(),
  v.maxLength(254, 'too_long'),
  v.union([v.literal(''), v.pipe(v.string(), v.email())], 'email'),
);

/** What an organisation sends. */
export const endorseSchema = v.object({
  op: id,
  ...about,
  contact: v.pipe(line(120), v.nonEmpty('required')),
  email: v.pipe(field, v.trim(), v.nonEmpty('required'), v.maxLength(254, 'too_long'), v.email('email')),
  [TRAP_FIELD]: field,
});
export type EndorseForm = v.InferOutput<typeof endorseSchema>;

const desk = {
  ...about,
  locale: v.picklist(LOCALES, 'choice'),
  place: v.pipe(
    field,
    v.trim(),
    v.regex(/^([1-9]\d{0,3})?$/, 'number'),
    v.transform((text) => (text === '' ? null : Number(text))),
  ),
};
export const addSchema = v.object({ op: id, ...desk, contact: line(120), email });
export type AddForm = v.InferOutput<typeof addSchema>;
export const setSchema = v.object({ op: id, endorsement: id, ...desk });

export const decideSchema = v.object({
  op: id,
  endorsement: id,
  state: v.picklist(['asked', 'confirmed', 'declined'], 'choice'),
});
export const removeSchema = v.object({
  op: id,
  endorsement: id,
  removed: v.pipe(
    v.picklist(['yes', 'no'], 'choice'),
    v.transform((word) => word === 'yes'),
  ),
});
export const contactSchema = v.object({ endorsement: id });
