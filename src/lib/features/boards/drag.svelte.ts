import { holdOf, staysPut, withCards, type Card, type Column, type Hold, type Place } from './model';

/** What the drag library tells, in our words. */
export interface DragNews {
  kind: 'started' | 'over' | 'dropped' | 'elsewhere' | 'outside' | 'stopped';
  card: string;
  by: 'pointer' | 'keys';
}

export interface DragHost {
  columns(): readonly Column[];
  freeze(): void;
  thaw(): void;
  drop(card: Card, list: string, place: Place): void;
  say(kind: 'picked' | 'over' | 'dropped' | 'cancelled', card: Card, list: string, at: number, total: number): void;
}

/**
 * One card in the hand. While it is there the board stands still: the lists are copies that only the hand changes, and
 * what others do meanwhile is drawn when the hand opens. One operation is sent, at the end.
 */
export class DragSession {
  held = $state.raw<Hold | null>(null);
  readonly #host: DragHost;
  #card: Card | null = null;
  #by: DragNews['by'] = 'pointer';
  #from: readonly Card[] = [];
  #home = '';
  #cancelled = false;

  constructor(host: DragHost) {
    this.#host = host;
  }

  /** What the list shows: the copy in the hand, or the cards as they are. */
  shown(list: string, cards: readonly Card[]): readonly Card[] {
    return this.held?.get(list) ?? cards;
  }

  hear(list: string, items: readonly Card[], news: DragNews): void {
    if (news.kind === 'started') this.#start(list, news);
    if (!this.held || !this.#card) return;
    this.held = withCards(this.held, list, items);
    if (news.by === 'keys') {
      if (news.kind === 'stopped') this.#end();
      else if (news.kind === 'dropped') this.#say('over');
    } else if (news.kind === 'dropped' || news.kind === 'outside') this.#end();
  }

  #start(list: string, { card, by }: DragNews): void {
    if (this.held) this.#end();
    const columns = this.#host.columns();
    const from = columns.find((column) => column.list.id === list)?.cards ?? [];
    const taken = from.find(({ id }) => id === card);
    if (!taken) return;
    this.#card = taken;
    this.#by = by;
    this.#from = from;
    this.#home = list;
    this.#cancelled = false;
    this.#host.freeze();
    this.held = holdOf(columns);
    window.addEventListener('keydown', this.#onKey, { capture: true });
    this.#say('picked');
  }

  /** The library knows Escape for keys only, and drops then; the pointer is told that the button was let go. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    this.#cancelled = true;
    if (this.#by === 'pointer') window.dispatchEvent(new MouseEvent('mouseup'));
  };

  #where(): { list: string; items: readonly Card[]; at: number } | null {
    for (const [list, items] of this.held ?? []) {
      const at = items.findIndex(({ id }) => id === this.#card?.id);
      if (at !== -1) return { list, items, at };
    }
    return null;
  }

  #say(kind: 'picked' | 'over' | 'dropped' | 'cancelled'): void {
    const where = this.#where();
    if (where && this.#card) this.#host.say(kind, this.#card, where.list, where.at + 1, where.items.length);
  }

  #end(): void {
    const where = this.#where();
    const card = this.#card;
    window.removeEventListener('keydown', this.#onKey, { capture: true });
    if (card && this.#cancelled) this.#say('cancelled');
    else this.#say('dropped');
    this.held = null;
    this.#card = null;
    if (card && where && !this.#cancelled) {
      const place = where.at === 0 ? null : where.items[where.at - 1]?.id;
      const unmoved = where.list === this.#home && staysPut(this.#from, card.id, place);
      if (!unmoved) this.#host.drop(card, where.list, place);
    }
    this.#host.thaw();
  }
}
