import type { JournalEntry } from '$lib/contracts/journal';
import type { State } from '$lib/live';
import type { DeskKey } from '$lib/messages/desk';
import type { Messages } from '$lib/messages/catalog';

/** Keeps the direction of somebody's words from turning the sentence around them. */
export function isolate(words: string): string {
  return `\u2068${words}\u2069`;
}

const words = (value: unknown): string => isolate(typeof value === 'string' ? value : '');

/** What somebody else did, in a sentence; null for what is no news, such as the numbering of a list. */
export function heard(m: Messages<DeskKey>, entry: JournalEntry, who: string, state: State): string | null {
  const { entity, entityId, verb, patch } = entry;
  const row = state.get(entity)?.get(entityId);
  if (entity === 'board_lists') {
    const name = words(patch['name'] ?? row?.['name']);
    return verb === 'insert'
      ? m('feed.board_lists.insert', { who, name })
      : m('feed.board_lists.update', { who, name });
  }
  if (entity !== 'cards' || verb === 'delete') return null;
  const title = words(patch['title'] ?? row?.['title']);
  if (verb === 'insert') return m('feed.cards.insert', { who, title });
  if ('list_id' in patch || 'order_key' in patch) {
    const list = words(state.get('board_lists')?.get(String(row?.['list_id']))?.['name']);
    return m('drag.remote', { who, title, list });
  }
  if ('archived_at' in patch) {
    return m(patch['archived_at'] === null ? 'feed.cards.restored' : 'feed.cards.archived', { who, title });
  }
  return m('feed.cards.update', { who, title });
}
