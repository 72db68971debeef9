import * as v from 'valibot';
import { FRAUD_REASONS } from '$lib/contracts/ops';
import { parseInstant } from '$lib/kernel/dates';
import { parseUuid } from '$lib/kernel/ids';
import { COUNTRY_CODES } from '$lib/messages/names';

const text = (max: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max, 'too_long')), '');
const key = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{0,64}$/, 'choice')), '');
const country = v.pipe(
  text(2),
  v.toUpperCase(),
  v.check((code) => code === '' || COUNTRY_CODES.includes(code), 'country'),
);
const uuid = v.pipe(
  v.string(),
  v.check((value) => parseUuid(value) !== null, 'required'),
);
const instant = v.pipe(
  text(40),
  v.check((value) => value === '' || parseInstant(value).ok, 'instant_format'),
);
/** Minutes back from now; empty for all of the time. */
const minutes = v.pipe(text(6), v.regex(/^\d{0,6}$/, 'number'));

export const conditionsSchema = v.object({
  form: v.optional(v.string(), ''),
  op: uuid,
  kind: v.picklist(['invalidate', 'release'], 'choice'),
  name: text(80),
  domain: text(253),
  /** Of the desk's list; hashes, not words. */
  domainKey: key,
  networkKey: key,
  country,
  town: text(80),
  source: v.pipe(text(40), v.toLowerCase()),
  referrer: v.pipe(text(8), v.toLowerCase()),
  minutes,
  /** Of the list's days; hours of the campaign. */
  from: instant,
  until: instant,
  proof: v.optional(v.picklist(['', 'yes', 'no'], 'choice'), ''),
  state: v.optional(v.picklist(['', 'pending', 'confirmed', 'shadow'], 'choice'), ''),
  reason: v.optional(v.picklist(FRAUD_REASONS, 'choice'), 'bot'),
  /** The number that was shown before; a run without it is only counted. */
  expected: v.optional(v.pipe(v.string(), v.regex(/^\d{0,9}$/, 'number')), ''),
});
export type Asked = v.InferOutput<typeof conditionsSchema>;

export const runSchema = v.object({ run: uuid });
export const alarmSchema = v.object({ alarm: uuid });
export const waveSchema = v.object({
  n: v.pipe(
    v.string(),
    v.regex(/^\d{1,5}$/, 'number'),
    v.transform(Number),
    v.minValue(1, 'number'),
    v.maxValue(20_000, 'number'),
  ),
});

const count = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\d{1,7}$/, 'number'),
    v.transform(Number),
    v.minValue(least, 'number'),
    v.maxValue(most, 'number'),
  );
export const rulesSchema = v.object({
  form: v.optional(v.string(), ''),
  op: uuid,
  burst: count(1, 1_000_000),
  sustained: count(1, 1_000_000),
  bareBurst: count(1, 1_000_000),
  bareSustained: count(1, 1_000_000),
  looseCountries: v.pipe(
    text(200),
    v.toUpperCase(),
    v.transform((list) => list.split(/[\s,;]+/).filter(Boolean)),
    v.check((codes) => codes.length <= 50 && codes.every((code) => COUNTRY_CODES.includes(code)), 'country'),
  ),
  looseFactor: count(1, 100),
  alarmHour: count(5, 1_000_000),
});
