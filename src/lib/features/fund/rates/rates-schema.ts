import * as v from 'valibot';
import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';
import { DATE_ORDERS, DECIMALS } from './figures';
import { isSource, sourceOf } from './rates';

const op = v.pipe(
  v.string('unknown_field'),
  v.check((text) => isUuid(text), 'unknown_field'),
);
const currency = v.pipe(
  v.string('currency'),
  v.check((code) => isCurrency(code), 'currency'),
);
const source = v.pipe(
  v.string('required'),
  v.transform(sourceOf),
  v.nonEmpty('required'),
  v.check((text) => isSource(text), 'source'),
);
const day = v.pipe(
  v.string('required'),
  v.nonEmpty('required'),
  v.check((text) => parseDay(text).ok, 'date'),
);
const column = v.optional(v.pipe(v.string(), v.maxLength(120, 'too_long')), '');
const typed = v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(40, 'too_long'));

/** One rate by hand. */
export const rateSchema = v.object({ op, source, base: currency, quote: currency, day, rate: typed });

/** A file, looked at and not kept. */
export const lookSchema = v.object({
  op,
  source,
  base: currency,
  quote: currency,
  dates: v.optional(v.picklist(DATE_ORDERS, 'choice'), 'auto'),
  decimal: v.optional(v.picklist(DECIMALS, 'choice'), 'auto'),
  'column-day': column,
  'column-rate': column,
  'column-base': column,
  'column-quote': column,
});
export type RateLook = v.InferOutput<typeof lookSchema>;

/** What the preview showed. */
export const importSchema = v.object({ op, source, rows: v.pipe(v.string('required'), v.nonEmpty('required')) });
export const freezeSchema = v.object({ op });
export const fetchSchema = v.object({ op, from: day, to: day });

const optional = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most, 'too_long')), '');

/** How the fund is told. The choices of sources are named by their currency and stand beside these. */
export const toldSchema = v.object({
  op,
  report: v.optional(
    v.pipe(
      v.string(),
      v.check((code) => code === '' || isCurrency(code), 'currency'),
    ),
    '',
  ),
  goal: optional(40),
  url: optional(200),
  urlSource: v.optional(
    v.pipe(
      v.string(),
      v.transform(sourceOf),
      v.check((text) => text === '' || isSource(text), 'source'),
    ),
    '',
  ),
});
