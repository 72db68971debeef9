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

/** The name, or why there is none: the sample's signers never had one, others had theirs erased. */
export function nameWords(m: M, row: Pick<ListedSignature, 'name' | 'state' | 'reason'>, sample: boolean): string {
  if (row.name !== null) return openedWords(m, row.name);
  const taken = row.state === 'withdrawn' || row.reason === 'asked';
  return m(sample && !taken ? 'list.sample_name' : 'list.erased');
}
