import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import { parseDay } from '$lib/kernel/dates';
import { isUuid, parseUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';
import { parseRf } from '$lib/kernel/rf';
import { CHANNELS, PLEDGE_STATES } from './model';

export const NAME_MAX = 80;
export const EMAIL_MAX = 254;
/** Field no person fills: it is hidden, and named so that no browser fills it by itself. */
export const TRAP_FIELD = 'topic';

/** Control characters, and those that hide or turn the direction: they would let a name rewrite the line it stands in. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u;

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
const prose = (max: number) =>
  v.pipe(
    field,
    v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
    v.check((text) => text.isWellFormed() && !UNSEEN.test(text.replace(/[\n\t]/g, ' ')), 'encoding'),
    v.maxLength(max, 'too_long'),
  );
const email = v.pipe(
  field,
  v.trim(),
  v.maxLength(EMAIL_MAX, 'too_long'),
  v.union([v.literal(''), v.pipe(v.string(), v.email())], 'email'),
);
const currency = v.pipe(
  field,
  v.toUpperCase(),
  v.check((text) => isCurrency(text), 'currency'),
);
const amount = v.pipe(field, v.trim(), v.maxLength(40, 'amount_too_large'));
const typedAmount = v.pipe(amount, v.nonEmpty('amount_empty'));
const ticked = v.pipe(
  field,
  v.transform((text) => ['on', 'true', '1', 'yes'].includes(text)),
);
const day = v.pipe(
  field,
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);

/** A word that says how somebody came; what is none falls away. */
export function sourceOf(text: string | null | undefined): string {
  const word = (text ?? '').trim().toLowerCase();
  return /^[a-z0-9._-]{1,40}$/.test(word) ? word : '';
}

/** What a donor sends. `choice` is an offered amount in minor units; a typed `amount` counts before it. */
export const giveSchema = v.object({
  op: v.pipe(field, v.transform(parseUuid)),
  currency,
  choice: field,
  amount,
  name: line(NAME_MAX),
  email,
  updates: ticked,
  source: v.pipe(
    field,
    v.transform((text) => sourceOf(text)),
  ),
  proof: field,
  [TRAP_FIELD]: field,
});
export type GiveForm = v.InferOutput<typeof giveSchema>;

export const changeSchema = v.object({ currency, amount: typedAmount });

const account = v.pipe(
  field,
  v.check((text) => text === '' || isUuid(text), 'choice'),
);
export const offlineSchema = v.object({
  op: id,
  amount: typedAmount,
  currency,
  day,
  account,
  name: line(NAME_MAX),
  email,
  locale: v.picklist(LOCALES, 'choice'),
  note: line(400),
});

export const receiveSchema = v.object({ op: id, pledge: id, amount: typedAmount, fee: amount, currency, day, account });
export const undoSchema = v.object({
  op: id,
  pledge: id,
  entry: id,
  reason: v.pipe(line(400), v.nonEmpty('required')),
});
export const actSchema = v.object({ op: id, pledge: id });
export const whoSchema = v.object({ who: v.pipe(line(EMAIL_MAX), v.nonEmpty('required')) });

const wholeDays = (from: number, to: number) =>
  v.pipe(
    field,
    v.trim(),
    v.check((text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) >= from && Number(text) <= to), 'days'),
  );
export const settingsSchema = v.object({
  op: id,
  open: ticked,
  /** One currency a line: `EUR 20 50 100`. */
  presets: v.pipe(prose(1_000), v.nonEmpty('required')),
  remindDays: wholeDays(1, 90),
  expireDays: v.pipe(wholeDays(7, 365), v.nonEmpty('required')),
  bankFees: v.picklist(['donor', 'shared'], 'choice'),
});
export const textSchema = v.object({
  op: id,
  locale: v.picklist(LOCALES, 'choice'),
  use: prose(600),
  thanks: prose(1_000),
});

/** What the list of pledges is narrowed to, as it stands in the address. What is wrong there falls away. */
export interface PledgeFilter {
  state?: (typeof PLEDGE_STATES)[number];
  currency?: string;
  channel?: (typeof CHANNELS)[number];
  source?: string;
  /** The beginning of a reference, or all of it. */
  reference?: string;
}
export function filterOf(query: URLSearchParams): PledgeFilter {
  const state = PLEDGE_STATES.find((one) => one === query.get('state'));
  const channel = CHANNELS.find((one) => one === query.get('channel'));
  const money = query.get('currency')?.toUpperCase();
  const source = sourceOf(query.get('source'));
  const reference = referenceBeginning(query.get('reference') ?? '');
  return {
    ...(state && { state }),
    ...(channel && { channel }),
    ...(isCurrency(money) && { currency: money }),
    ...(source && { source }),
    ...(reference && { reference }),
  };
}

/** As somebody reads it from a statement: with blanks, in any case, without its end. */
function referenceBeginning(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return parseRf(plain) ?? (/^RF[A-Z0-9]{0,23}$/.test(plain) ? plain : '');
}
