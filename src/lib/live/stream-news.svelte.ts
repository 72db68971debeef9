import type { JournalEntry, StreamName } from '../contracts/journal';
import { LiveCollection } from './live-collection.svelte';
import type { LiveLink } from './link';
import type { OpQueue } from './op-queue.svelte';

export interface NewsOptions {
  link: LiveLink;
  queue: OpQueue;
  stream: StreamName;
  /** The stream when the page was rendered: only what comes after it is news, and its rows are never asked for. */
  head: number;
  /** Tables whose changes the list shows. */
  entities: readonly string[];
  /** What this page did itself: its form has brought the list anew already. */
  own?: (entry: JournalEntry) => boolean;
  /** Brings the list anew. */
  again: () => unknown;
  pauseMs?: number;
}

/**
 * News for a list that the server pages and this screen does not hold. What comes in one breath is fetched once, and
 * nothing moves while a hand is on the list: it waits, counted, until the hand leaves or asks for it.
 */
export class StreamNews {
  /** Rows that changed and are not shown yet. */
  waiting: readonly string[] = $state.raw([]);
  /** Rows of the last fetch, for a quiet mark. */
  fresh: readonly string[] = $state.raw([]);

  readonly #collection: LiveCollection;
  readonly #entities: readonly string[];
  readonly #own: (entry: JournalEntry) => boolean;
  readonly #again: () => unknown;
  readonly #pauseMs: number;
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fade: ReturnType<typeof setTimeout> | undefined;

  constructor({ link, queue, stream, head, entities, own = () => false, again, pauseMs = 250 }: NewsOptions) {
    this.#collection = new LiveCollection({ link, queue, stream, snapshot: { stream, seq: head, rows: {} } });
    this.#entities = entities;
    this.#own = own;
    this.#again = again;
    this.#pauseMs = pauseMs;
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    const undo = [this.#collection.onEntries((entries) => this.#hear(entries)), this.#collection.start()];
    return () => {
      for (const off of undo) off();
      clearTimeout(this.#timer);
      clearTimeout(this.#fade);
    };
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    if (this.waiting.length > 0) this.show();
  }

  /** Fetches now, whoever holds. */
  show(): void {
    clearTimeout(this.#timer);
    this.fresh = this.waiting;
    this.waiting = [];
    clearTimeout(this.#fade);
    this.#fade = setTimeout(() => (this.fresh = []), 4_000);
    void this.#again();
  }

  #hear(entries: readonly JournalEntry[]): void {
    const news = entries
      .filter((entry) => this.#entities.includes(entry.entity) && !this.#own(entry))
      .map(({ entityId }) => entityId);
    if (news.length === 0) return;
    this.waiting = [...this.waiting, ...news].filter((id, at, all) => all.indexOf(id) === at);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#held) this.show();
    }, this.#pauseMs);
  }
}
