import type { Result } from '../contracts/errors';
import type { Locale } from '../contracts/locales';
import { invalid, ok } from './result';

/**
 * Fifteen digits of minor units. Any more is a slip of the hand, and below 2^53 a chart may take the figure as a number
 * without losing a cent.
 */
export const MAX_MINOR = 999_999_999_999_999n;

/** Rules `parseMoney` can name; each has words under `rule.<rule>`. */
export const MONEY_RULES = [
  'amount_empty',
  'amount_not_number',
  'amount_currency', // another currency is written beside the figure
  'amount_grouping', // separators at places where no thousands end
  'amount_ambiguous', // could be read as thousands or as decimals
  'amount_decimals', // more decimals than the currency has
  'amount_negative',
  'amount_too_large',
] as const;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const exponents = new Map<string, number>();

/** True for an ISO 4217 code this runtime knows. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && CURRENCIES.has(code);
}

/** Decimals of a currency: 2 for ARS and EUR, 0 for CLP, 3 for KWD. ISO 4217 through Intl. */
export function exponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  if (!isCurrency(currency)) throw new RangeError(`Unknown currency ${currency}`);
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, digits);
  return digits;
}

/** Minor units as a plain decimal with a point: `123456n, 'ARS'` is `1234.56`. */
export function toDecimal(minor: bigint, currency: string): string {
  const digits = exponent(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The inverse of `toDecimal`, for machines: only `-?digits[.digits]`, never more decimals than the currency has. */
export function fromDecimal(text: string, currency: string): Result<bigint> {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return invalid('amount_not_number');
  return assemble(parts[1] === '-', parts[2] ?? '', parts[3] ?? '', currency);
}

/** Minor units as they travel in JSON; null when the text is no integer. */
export function parseMinor(text: string): bigint | null {
  return /^-?\d{1,30}$/.test(text) ? BigInt(text) : null;
}

/**
 * What a person typed, as minor units. Both habits are understood where only one reading exists: `1.234,56`, `1,234.56`,
 * `1234.5`, `1 234`. A single separator before exactly three digits is thousands if `locale` groups with it, and refused
 * otherwise: a donation is never guessed a thousandfold. `signed` lets a minus through.
 */
export function parseMoney(
  typed: string,
  currency: string,
  locale: Locale,
  { signed = false }: { signed?: boolean } = {},
): Result<bigint> {
  const plain = typed
    .normalize('NFKC')
    .replace(/\u2212/g, '-')
    .trim();
  if (plain === '') return invalid('amount_empty');
  const bare = withoutCurrency(plain, currency);
  if (bare === null) return invalid('amount_currency');
  const match = /^(-?)([\d.,\s'’]*\d)$/.exec(bare);
  if (match === null) return invalid('amount_not_number');
  const negative = match[1] === '-';
  if (negative && !signed) return invalid('amount_negative');
  const split = splitDecimals(match[2] ?? '', exponent(currency), locale);
  if (!split.ok) return split;
  return assemble(negative, split.value.whole, split.value.fraction, currency);
}

function withoutCurrency(text: string, currency: string): string | null {
  const found = /^(-?)\s*([\p{L}$€£¥₲]+)?\s*([^\p{L}$€£¥₲]*?)\s*([\p{L}$€£¥₲]+)?$/u.exec(text);
  if (found === null) return text;
  const own = marksOf(currency);
  for (const mark of [found[2], found[4]]) {
    if (mark === undefined || own.has(mark.toUpperCase())) continue;
    return isCurrency(mark.toUpperCase()) || /[$€£¥₲]/.test(mark) ? null : text;
  }
  return `${found[1] ?? ''}${found[3] ?? ''}`;
}

/** Code and signs people write for a currency: `ARS`, `$`, `AR$`; `USD`, `$`, `US$`. */
function marksOf(currency: string): Set<string> {
  const marks = new Set([currency, `${currency.slice(0, 2)}$`]);
  for (const [tag, currencyDisplay] of [
    ['en', 'narrowSymbol'],
    ['en', 'symbol'],
    ['es-AR', 'symbol'],
  ] as const) {
    const parts = new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay }).formatToParts(0);
    for (const part of parts) if (part.type === 'currency') marks.add(part.value.toUpperCase());
  }
  return currency === 'EUR' ? new Set([currency, '€']) : marks;
}

function splitDecimals(text: string, digits: number, locale: Locale): Result<{ whole: string; fraction: string }> {
  const marks = [...text.replace(/\d/g, '')].map((mark) => (/\s/.test(mark) ? ' ' : mark === '’' ? "'" : mark));
  const kinds = new Set(marks);
  const lastMark = marks.at(-1);
  if (lastMark === undefined) return ok({ whole: text, fraction: '' });
  const cut = text.search(/\D\d*$/);
  const head = text.slice(0, cut);
  const tail = text.slice(cut + 1);
  const decimal = lastMark === '.' || lastMark === ',';

  if (kinds.size > 2) return invalid('amount_grouping');
  if (kinds.size === 2) {
    const once = marks.filter((mark) => mark === lastMark).length === 1;
    if (!decimal || !once || !grouped(head)) return invalid('amount_grouping');
    return tail.length > digits ? invalid('amount_decimals') : ok({ whole: bareDigits(head), fraction: tail });
  }
  if (!decimal || marks.length > 1)
    return grouped(text) ? ok({ whole: bareDigits(text), fraction: '' }) : invalid('amount_grouping');

  const groupMark = locale === 'es' ? '.' : ',';
  if (grouped(text)) {
    if (lastMark === groupMark) return ok({ whole: bareDigits(text), fraction: '' });
    return digits >= 3 ? ok({ whole: head, fraction: tail }) : invalid('amount_ambiguous');
  }
  if (head === '') return invalid('amount_not_number');
  return tail.length > digits ? invalid('amount_decimals') : ok({ whole: head, fraction: tail });
}

/** One to three digits not beginning with zero, then groups of exactly three. */
function grouped(text: string): boolean {
  return /^[1-9]\d{0,2}(\D\d{3})+$/.test(text);
}

function bareDigits(text: string): string {
  return text.replace(/\D/g, '');
}

function assemble(negative: boolean, whole: string, fraction: string, currency: string): Result<bigint> {
  const digits = exponent(currency);
  if (fraction.length > digits) return invalid('amount_decimals');
  if (whole.replace(/^0+/, '').length > 15) return invalid('amount_too_large');
  const minor = BigInt(whole + fraction.padEnd(digits, '0'));
  if (minor > MAX_MINOR) return invalid('amount_too_large');
  return ok(negative ? -minor : minor);
}
