import * as v from 'valibot';
import { parseUuid } from '$lib/kernel/ids';
import { COUNTRY_CODES } from '$lib/messages/names';
import { readAddress } from './email';

export const VISIBILITIES = ['private', 'initials', 'full'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Lengths as the form says them (`maxlength`) and as the server holds them. */
export const NAME_MAX = 80;
export const EMAIL_MAX = 254;
export const COMMENT_MAX = 500;
export const TOWN_MAX = 80;
/** Field no person fills: it is hidden, and named so that no browser fills it by itself. */
export const TRAP_FIELD = 'topic';

/**
 * Control characters, and those that turn the direction of what follows or hide: they would let a name rewrite the line it
 * stands in. The joiners U+200C and U+200D stay, some scripts need them.
 */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\p{M}{5,}/u;
/** A spreadsheet would run a cell that begins so; also in their full-width forms. */
const FORMULA = /^[=+\-@＝＋－＠﹣−]/u;
/** Advertising in the place of a name. Endings are listed, because people do write "Ma.Elena" without a blank. */
const ADDRESS_IN_NAME =
  /:\/\/|www\.|@|[\p{L}\p{N}]\.(?:com|org|net|info|biz|io|ru|cn|xyz|top|site|online|club|shop|store|live|link|click|app|dev|ly|gg|tv|bet|vip)(?![\p{L}\p{N}])/iu;

const countries = new Set(COUNTRY_CODES);
const field = v.optional(v.pipe(v.string(), v.normalize('NFC')), '');

const name = v.pipe(
  field,
  v.trim(),
  v.nonEmpty('required'),
  v.check((text) => text.isWellFormed() && !UNSEEN.test(text), 'encoding'),
  v.transform((text) => text.replace(/\s+/gu, ' ')),
  v.check((text) => !FORMULA.test(text), 'formula'),
  v.check((text) => !ADDRESS_IN_NAME.test(text), 'url_in_name'),
  v.check((text) => [...text].length <= NAME_MAX, 'too_long'),
  v.check((text) => [...text].length >= 2, 'too_short'),
  v.check((text) => /\p{L}/u.test(text), 'letters'),
);

const email = v.pipe(
  field,
  v.trim(),
  v.nonEmpty('required'),
  v.maxLength(EMAIL_MAX, 'too_long'),
  v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const address = readAddress(dataset.value);
    if (address !== null) return address;
    addIssue({ message: 'email' });
    return NEVER;
  }),
);

const comment = v.pipe(
  field,
  v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
  v.check((text) => text.isWellFormed() && !UNSEEN.test(text.replace(/[\n\t]/g, ' ')), 'encoding'),
  v.maxLength(COMMENT_MAX, 'too_long'),
);

const town = v.pipe(
  field,
  v.transform((text) => text.trim().replace(/\s+/gu, ' ')),
  v.check((text) => text.isWellFormed() && !UNSEEN.test(text), 'encoding'),
  v.check((text) => [...text].length <= TOWN_MAX, 'too_long'),
);

/** How much of the name shows. Nothing, unless it was chosen. */
export const visibilitySchema = v.pipe(
  field,
  v.transform((text) => text || 'private'),
  v.picklist(VISIBILITIES, 'choice'),
);

/** What a signer sends. What is wrong in a field that nobody types by hand falls away instead of refusing the signature. */
export const signatureSchema = v.object({
  name,
  email,
  country: v.pipe(
    field,
    v.trim(),
    v.toUpperCase(),
    v.nonEmpty('required'),
    v.check((code) => countries.has(code), 'country'),
  ),
  visibility: visibilitySchema,
  town,
  comment,
  updates: v.pipe(
    field,
    v.transform((text) => ['on', 'true', '1', 'yes'].includes(text)),
  ),
  source: v.pipe(
    field,
    v.transform((text) => sourceOf(text)),
  ),
  ref: v.pipe(
    field,
    v.transform((text) => shareCodeOf(text)),
  ),
  /** Number of the wording that stood beside the form. */
  consent: v.pipe(
    field,
    v.transform((text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null)),
  ),
  /** Answer to a challenge of ours; judged apart, and never a reason to refuse. */
  proof: field,
  op: v.pipe(field, v.transform(parseUuid)),
  /** The address about which "did you mean" was asked, and the one that was meant when the answer is yes. */
  asked: field,
  meant: field,
  [TRAP_FIELD]: field,
});
export type SignatureForm = v.InferOutput<typeof signatureSchema>;

/** Where somebody came from, as the counts keep it; empty for what is no such word. */
export function sourceOf(text: string | null | undefined): string {
  const word = (text ?? '').trim().toLowerCase();
  return /^[a-z0-9._-]{1,40}$/.test(word) ? word : '';
}

/** What an address of a public page says about how somebody came; every form and link keeps it. */
export interface Carried {
  source: string;
  ref: string;
}
export function carriedBy(query: URLSearchParams): Carried {
  return {
    source: sourceOf(query.get('src') ?? query.get('utm_source')),
    ref: shareCodeOf(query.get('r')) ?? '',
  };
}

/** The code of whoever passed the link on; null for what is none. */
function shareCodeOf(text: string | null | undefined): string | null {
  const code = (text ?? '').trim().toLowerCase();
  return /^[a-z2-9]{8}$/.test(code) ? code : null;
}
