import { parseDay } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { isCurrency } from '$lib/kernel/money';

/** One unit of `base` is `rate` of `quote`, a plain decimal. */
export interface Rate {
  base: string;
  quote: string;
  /** Civil day. */
  day: string;
  rate: string;
}
export interface KeptRate extends Rate {
  id: string;
  source: string;
}
/** The newest rate of a pair and source, and how many there are. */
export interface LatestRate extends Rate {
  source: string;
  n: number;
}

/** How the fund is told besides its own currencies, and what of it waits for a rate. */
export interface FundTold {
  report: string | null;
  /** Minor units of the report currency, as text. */
  goal: string | null;
  /** Sources by currency, `*` for all others; the first that knows the day wins. */
  sources: Readonly<Record<string, string | readonly string[]>>;
  /** False: the sources are those we begin with. */
  chosen: boolean;
  url: string | null;
  urlSource: string | null;
  /** Something was converted: the report currency stays. */
  frozen: boolean;
  unrated: number;
  /** Without a rate in closed months, where none is added any more. */
  unratedClosed: number;
  unratedSince: string | null;
  /** Those of the accounts. */
  currencies: readonly string[];
}

/** Sources that have words; others are named as the team wrote them. Argentina's parallel rates are sources of their own. */
const SOURCES = ['official', 'blue', 'mep', 'ccl', 'ecb'] as const;
export const isSource = (text: string): boolean => /^[a-z0-9][a-z0-9 ._-]{0,39}$/.test(text);
export const sourceOf = (typed: string): string => typed.trim().toLowerCase().replace(/\s+/g, ' ');

/** Sources to choose from: those with words first, then those that have rates. */
export function knownSources(latest: readonly LatestRate[]): string[] {
  return [...new Set([...SOURCES, ...latest.map(({ source }) => source)])];
}

export const sourcesFor = ({ sources }: Pick<FundTold, 'sources'>, currency: string): readonly string[] => {
  const named = sources[currency] ?? [];
  return typeof named === 'string' ? [named] : named;
};

const PARTS = {
  source: isSource,
  pair: (value: string) => /^[A-Z]{3}-[A-Z]{3}$/.test(value),
  from: (value: string) => parseDay(value).ok,
  to: (value: string) => parseDay(value).ok,
} as const satisfies Record<string, (value: string) => boolean>;
type RatePart = keyof typeof PARTS;
const RATE_PARTS = Object.keys(PARTS) as RatePart[];
export type RateFilter = Partial<Record<RatePart, string>>;

/** Where a page begins: after this rate. */
export interface RateBeyond {
  day: string;
  id: string;
}

/** What an address asks of the rates; parts that mean nothing fall away. */
export function readRatesAsked(params: URLSearchParams): { filter: RateFilter; beyond: RateBeyond | null } {
  const filter: RateFilter = {};
  for (const part of RATE_PARTS) {
    const value = (params.get(part) ?? '').trim();
    if (value !== '' && PARTS[part](value)) filter[part] = value;
  }
  const [day = '', id = ''] = (params.get('after') ?? '').split('_');
  return { filter, beyond: parseDay(day).ok && isUuid(id) ? { day, id } : null };
}

export function ratesQuery(filter: RateFilter, beyond: RateBeyond | null = null): string {
  const params = new URLSearchParams();
  for (const part of RATE_PARTS) if (filter[part] !== undefined) params.set(part, filter[part]);
  if (beyond) params.set('after', `${beyond.day}_${beyond.id}`);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** As SQL takes it: at most twelve digits and fifteen decimals, more than nothing. */
export const isRate = (text: string): boolean => /^\d{1,12}(\.\d{1,15})?$/.test(text) && /[1-9]/.test(text);

/** Rates on their way from the preview to the import, one a line: `2026-01-31 USD ARS 1450.5`. */
export const packRates = (rates: readonly Rate[]): string =>
  rates.map(({ day, base, quote, rate }) => `${day} ${base} ${quote} ${rate}`).join('\n');

/** What `packRates` wrote; null when somebody wrote something else. */
export function unpackRates(text: string): Rate[] | null {
  const rates = text.split(/\r?\n/).map((line) => {
    const [day = '', base = '', quote = '', rate = '', ...more] = line.split(' ');
    const sound = parseDay(day).ok && isCurrency(base) && isCurrency(quote) && base !== quote && isRate(rate);
    return sound && more.length === 0 ? { day, base, quote, rate } : null;
  });
  return rates.every((rate) => rate !== null) ? rates : null;
}

/** A file that was read and not yet taken. */
export interface RatePreviewed {
  source: string;
  rates: readonly Rate[];
  /** As `packRates` writes them. */
  rows: string;
}
