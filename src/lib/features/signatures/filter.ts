import { parseDay, parseInstant } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { COUNTRY_CODES } from '$lib/messages/names';
import type { SignatureState } from './listed';
import { VISIBILITIES } from './schema';

/** States in the order in which the list offers them. */
export const STATES = [
  'confirmed',
  'pending',
  'withdrawn',
  'rejected',
  'shadow',
  'invalidated',
] as const satisfies readonly SignatureState[];
export const CHANNELS = ['direct', 'qr', 'embed', 'referral'] as const;
const YES_NO = ['yes', 'no'] as const;

const choice =
  (...known: readonly string[]) =>
  (value: string): boolean =>
    known.includes(value);
const isDay = (value: string): boolean => parseDay(value).ok;

/** Each part of a filter and what it takes; `app.signatures_where` reads the same words. */
const PARTS = {
  state: choice(...STATES),
  country: choice(...COUNTRY_CODES),
  source: (value: string) => /^[a-z0-9._-]{1,40}$/.test(value),
  channel: choice(...CHANNELS),
  referrer: (value: string) => /^[a-z2-9]{8}$/.test(value),
  from: isDay,
  to: isDay,
  visibility: choice(...VISIBILITIES),
  updates: choice(...YES_NO),
  comment: choice(...YES_NO),
} as const satisfies Record<string, (value: string) => boolean>;
export type FilterPart = keyof typeof PARTS;
export const FILTER_PARTS = Object.keys(PARTS) as FilterPart[];
export type SignatureFilter = Partial<Record<FilterPart, string>>;

/** Where a page of the list begins: after this row. */
export interface Beyond {
  at: string;
  id: string;
}

export interface ListAsked {
  filter: SignatureFilter;
  oldest: boolean;
  beyond: Beyond | null;
}

/** What an address asks of the list. Parts that are empty or mean nothing fall away: an old link still shows a list. */
export function readFilter(params: URLSearchParams): SignatureFilter {
  const filter: SignatureFilter = {};
  for (const part of FILTER_PARTS) {
    const value = (params.get(part) ?? '').trim();
    if (value !== '' && PARTS[part](value)) filter[part] = value;
  }
  return filter;
}

/** Where a page begins, as its address says it; null at the top and for what says nothing. */
export function readBeyond(params: URLSearchParams): Beyond | null {
  const [at = '', id = ''] = (params.get('after') ?? '').split('_');
  const instant = parseInstant(at);
  return instant.ok && isUuid(id) ? { at: instant.value, id } : null;
}

export function readAsked(params: URLSearchParams): ListAsked {
  return { filter: readFilter(params), oldest: params.get('order') === 'oldest', beyond: readBeyond(params) };
}

/** The address of a view: the same filter gives the same one, so that it can be shared and compared. */
export function filterQuery(filter: SignatureFilter, oldest = false, beyond: Beyond | null = null): string {
  const params = new URLSearchParams();
  for (const part of FILTER_PARTS) {
    const value = filter[part];
    if (value !== undefined) params.set(part, value);
  }
  if (oldest) params.set('order', 'oldest');
  if (beyond) params.set('after', `${beyond.at}_${beyond.id}`);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** The filter without one of its parts. */
export function without(filter: SignatureFilter, part: FilterPart): SignatureFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name !== part));
}
