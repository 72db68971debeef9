import { formatDay } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import { deskMessages } from '$lib/messages/desk';
import { countryName } from '$lib/messages/names';
import type { PetitionKey } from '$lib/messages/petition';
import { sourceName } from '$lib/messages/sources';
import type { FilterPart } from './filter';
import type { ListedSignature, Opened } from './listed';

type M = Messages<PetitionKey>;

/** A part of a filter in words: `País: Argentina`. */
export function partWords(m: M, part: FilterPart, value: string): string {
  return `${m(`list.${part}`)}: ${valueWords(m, part, value)}`;
}

function valueWords(m: M, part: FilterPart, value: string): string {
  if (part === 'country') return countryName(m.locale, value);
  if (part === 'source') return sourceName(deskMessages(m.locale), value);
  if (part === 'from' || part === 'to') return formatDay(value, m.locale);
  const key = part === 'updates' || part === 'comment' ? `list.${value}` : `list.${part}.${value}`;
  return m.has(key) ? m(key) : value;
}

/** Why a signature does not count. */
export function reasonWords(m: M, reason: string): string {
  const key = `list.reason.${reason}`;
  return m.has(key) ? m(key) : reason;
}

/** What was opened, or why it was not. */
export function openedWords(m: M, value: Opened): string {
  return value === undefined ? m('list.unreadable') : (value ?? '—');
}

/** The sample's signers never had a name. */
export function nameWords(m: M, row: Pick<ListedSignature, 'name' | 'state'>, sample: boolean): string {
  return sample && row.name === null && row.state !== 'withdrawn' ? m('list.sample_name') : openedWords(m, row.name);
}
