import { addDays, parseInstant, toInstant } from '$lib/kernel/dates';
import { readFilter, type SignatureFilter } from './filter';

/** What the fraud room knows of a filter; dates go as instants. */
const SHARED = ['country', 'source', 'referrer'] as const;
const DAYS = ['from', 'to'] as const;
const STATES = ['pending', 'confirmed', 'shadow'];

/** Where midnight does not exist, the day begins at one. */
function startOf(day: string, zone: string): string | null {
  const midnight = toInstant(`${day}T00:00`, zone);
  const begins = midnight.ok ? midnight : toInstant(`${day}T01:00`, zone);
  return begins.ok ? begins.value : null;
}

/**
 * The query that takes a filter into the fraud room. Null when the room could not select the very same: a part it does not
 * know would be dropped and the run reach further than the list did, and a state alone is no condition of it.
 */
export function fraudQuery(filter: SignatureFilter, zone: string): string | null {
  const { state, from, to } = filter;
  const known: readonly string[] = [...SHARED, ...DAYS, 'state'];
  const parts = Object.keys(filter);
  if (parts.some((part) => !known.includes(part)) || parts.every((part) => part === 'state')) return null;
  if (state !== undefined && !STATES.includes(state)) return null;
  const params = new URLSearchParams();
  for (const part of SHARED) if (filter[part] !== undefined) params.set(part, filter[part]);
  for (const [name, day] of [
    ['from', from],
    ['until', to && addDays(to, 1)],
  ] as const) {
    if (day === undefined || day === '') continue;
    const at = startOf(day, zone);
    if (at === null) return null;
    params.set(name, at);
  }
  if (state !== undefined) params.set('state', state);
  return `?${params.toString()}`;
}

/** The conditions such a query brings, by the names of the room's fields; what means nothing falls away. */
export function readFraudQuery(params: URLSearchParams): Record<string, string> {
  const { country, source, referrer, state } = readFilter(params);
  const at = (name: string): string | undefined => {
    const instant = parseInstant(params.get(name) ?? '');
    return instant.ok ? instant.value : undefined;
  };
  const given = { country, source, referrer, state, from: at('from'), until: at('until') };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
