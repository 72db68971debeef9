import { generateKeyBetween } from 'fractional-indexing';
import type { Row } from '$lib/contracts/journal';
import type { State } from '$lib/live';

export interface Board {
  id: string;
  name: string;
  archivedAt: string | null;
}
export interface Ordered {
  id: string;
  /** Compared bytewise, as the database does; meaningless to people. */
  orderKey: string;
}
export interface List extends Ordered {
  name: string;
  archivedAt: string | null;
}
export interface Card extends Ordered {
  listId: string;
  title: string;
  note: string;
  /** User id. */
  assignee: string | null;
  /** Civil day. */
  due: string | null;
  archivedAt: string | null;
}
export interface Column {
  list: List;
  /** In order, those that pass the filter. */
  cards: Card[];
  /** How many open cards the list has, filter or not. */
  total: number;
}

/** `who`: a user id, `none` for cards of nobody, or empty for all. */
export interface Filter {
  text: string;
  who: string;
}
const NO_FILTER: Filter = { text: '', who: '' };

/** Where something is put: behind another, `null` first, `undefined` last. */
export type Place = string | null | undefined;

const text = (row: Row, column: string): string => String(row[column] ?? '');
const textOrNull = (row: Row, column: string): string | null => (row[column] == null ? null : String(row[column]));

// A row that nobody touched keeps its identity in the fold, so its card does too, and is not drawn again.
const cards = new WeakMap<Row, Card>();
const lists = new WeakMap<Row, List>();

function kept<T>(known: WeakMap<Row, T>, row: Row, make: (row: Row) => T): T {
  const made = known.get(row) ?? make(row);
  known.set(row, made);
  return made;
}

const toCard = (row: Row): Card => ({
  id: text(row, 'id'),
  listId: text(row, 'list_id'),
  title: text(row, 'title'),
  note: text(row, 'note'),
  assignee: textOrNull(row, 'assignee'),
  due: textOrNull(row, 'due'),
  orderKey: text(row, 'order_key'),
  archivedAt: textOrNull(row, 'archived_at'),
});

const toList = (row: Row): List => ({
  id: text(row, 'id'),
  name: text(row, 'name'),
  orderKey: text(row, 'order_key'),
  archivedAt: textOrNull(row, 'archived_at'),
});

/** By key as bytes (keys are ASCII), ties by id: the same order on every machine. Never a language's order. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.orderKey !== b.orderKey) return a.orderKey < b.orderKey ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The board itself, or null when it is not there any more. */
export function boardOf(state: State): Board | null {
  const row = state.get('boards')?.values().next().value;
  return row ? { id: text(row, 'id'), name: text(row, 'name'), archivedAt: textOrNull(row, 'archived_at') } : null;
}

/** All lists in order, archived ones too. */
export function listsOf(state: State): List[] {
  return Array.from(state.get('board_lists')?.values() ?? [], (row) => kept(lists, row, toList)).sort(byOrder);
}

/** All cards, archived ones too, in no order. */
export function cardsOf(state: State): Card[] {
  return Array.from(state.get('cards')?.values() ?? [], (row) => kept(cards, row, toCard));
}

export function cardOf(state: State, id: string): Card | null {
  const row = state.get('cards')?.get(id);
  return row ? kept(cards, row, toCard) : null;
}

/** Letters without accents and case: "camion" finds "Camión". */
function plain(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** True when every word of the filter's text stands in the title or the note, and the card is of whom it asks. */
export function passes(card: Card, filter: Filter): boolean {
  if (filter.who !== '' && card.assignee !== (filter.who === 'none' ? null : filter.who)) return false;
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = plain(`${card.title} ${card.note}`);
  return words.every((word) => haystack.includes(word));
}

/** Open lists with their open cards, as the board is drawn. */
export function columnsOf(state: State, filter: Filter = NO_FILTER): Column[] {
  const columns = new Map(
    listsOf(state)
      .filter(({ archivedAt }) => archivedAt === null)
      .map((list): [string, Column] => [list.id, { list, cards: [], total: 0 }]),
  );
  for (const card of cardsOf(state)) {
    const column = card.archivedAt === null ? columns.get(card.listId) : undefined;
    if (!column) continue;
    column.total += 1;
    if (passes(card, filter)) column.cards.push(card);
  }
  for (const { cards: shown } of columns.values()) shown.sort(byOrder);
  return [...columns.values()];
}

/** What was put away and can be brought back, newest first. */
export function archivedOf(state: State): { lists: List[]; cards: Card[] } {
  const newest = (a: { archivedAt: string | null }, b: { archivedAt: string | null }): number =>
    (a.archivedAt ?? '') < (b.archivedAt ?? '') ? 1 : -1;
  const away = <T extends { archivedAt: string | null }>(items: T[]): T[] =>
    items.filter(({ archivedAt }) => archivedAt !== null).sort(newest);
  return { lists: away(listsOf(state)), cards: away(cardsOf(state)) };
}

/**
 * The key that the database will choose (`app.card_key`), so that a card lands on the screen where it will stay. It is
 * never sent: the operation carries `after`, and the stored key comes back with the journal.
 */
export function keyAt(siblings: readonly Ordered[], place: Place, moving: string | null): string {
  const others = siblings.filter(({ id }) => id !== moving).sort(byOrder);
  const neighbour = typeof place === 'string' ? others.find(({ id }) => id === place) : undefined;
  if (place === undefined || (place !== null && !neighbour)) {
    return generateKeyBetween(others.at(-1)?.orderKey ?? null, null);
  }
  const behind = neighbour?.orderKey ?? null;
  // Behind a tie the next different key is the neighbour: between two equal keys there is no room.
  const ahead = others.find(({ orderKey }) => behind === null || orderKey > behind)?.orderKey ?? null;
  return generateKeyBetween(behind, ahead);
}

/** What `after` to send for the place `index` among `shown`, without the moving one itself. */
export function placeAt(shown: readonly { id: string }[], index: number, moving: string): Place {
  const others = shown.filter(({ id }) => id !== moving);
  return index <= 0 ? null : others[Math.min(index, others.length) - 1]?.id;
}

/** True when the move would leave the card where it is. */
export function staysPut(shown: readonly { id: string }[], moving: string, place: Place): boolean {
  const at = shown.findIndex(({ id }) => id === moving);
  if (at === -1) return false;
  if (place === undefined) return at === shown.length - 1;
  return at === 0 ? place === null : shown[at - 1]?.id === place;
}

/** The shown cards by list, as something that a hand may change without touching the board. */
export type Hold = ReadonlyMap<string, readonly Card[]>;

export function holdOf(columns: readonly Column[]): Hold {
  return new Map(columns.map(({ list, cards: shown }) => [list.id, shown]));
}

export function withCards(hold: Hold, list: string, shown: readonly Card[]): Hold {
  return new Map(hold).set(list, shown);
}
