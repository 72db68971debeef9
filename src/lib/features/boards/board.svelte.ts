import { createContext, tick } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { JournalEntry, StreamSnapshot } from '$lib/contracts/journal';
import { LiveCollection, type FailedOp, type LiveCampaign, type LiveDesk, type OpQueue } from '$lib/live';
import type { DeskKey } from '$lib/messages/desk';
import type { Messages } from '$lib/messages/catalog';
import { BoardActs } from './acts';
import { Announcer } from './announcer.svelte';
import { dayHere } from './boards';
import { DragSession } from './drag.svelte';
import {
  boardOf,
  cardOf,
  columnsOf,
  listsOf,
  placeAt,
  staysPut,
  type Card,
  type Column,
  type Filter,
  type Place,
} from './model';
import { heard, isolate } from './news';

export interface Member {
  id: string;
  name: string;
  /** Signed out for good; still named where they were assigned. */
  disabled: boolean;
}

/** What the page around a board gives it. */
export interface BoardSetup {
  snapshot: StreamSnapshot;
  live: LiveDesk;
  campaign: LiveCampaign;
  /** Own user id. */
  me: string;
  canWrite: boolean;
  /** The server's clock when the page was made, epoch ms: server and browser agree on what is overdue. */
  nowMs: number;
  words: () => Messages<DeskKey>;
  filter: () => Filter;
  notify: (text: string, action?: { label: string; run: () => void }) => void;
  /** Opens a card, or none; the address tells which one is open. */
  open: (card: string | null) => void;
}

const GLOW_MS = 1_000;

/** A board on one screen: the stream, what the person does with it, and what is said of it. */
export class LiveBoard {
  readonly id: string;
  readonly stream: LiveCollection;
  readonly acts: BoardActs;
  readonly drag: DragSession;
  readonly announcer = new Announcer((n) => this.m('drag.remote_many', { n }));
  readonly setup: BoardSetup;
  readonly queue: OpQueue;
  readonly columns: Column[] = $derived.by(() => columnsOf(this.stream.screen, this.setup.filter()));
  readonly lists = $derived.by(() => listsOf(this.stream.screen).filter(({ archivedAt }) => archivedAt === null));
  readonly about = $derived.by(() => boardOf(this.stream.screen));
  readonly members: Member[] = $derived.by(() =>
    this.setup.campaign.team.rows('members').map((row) => ({
      id: String(row['user_id']),
      name: String(row['display_name']),
      disabled: row['disabled_at'] !== null,
    })),
  );
  /** What the server would not do, on any board of this tab. */
  readonly refused: readonly FailedOp[] = $derived.by(() =>
    this.queue.failed.filter(({ op }) => /^(board|list|card)\./.test(op.kind)),
  );
  /** Civil day at the campaign's place. */
  readonly today = $derived.by(() => dayHere(this.setup.campaign.team.rows('campaigns'), this.setup.nowMs));
  /** Cards that somebody else has just changed. */
  readonly glowing = new SvelteSet<string>();
  /** The card for which a place is being chosen. */
  moving = $state<string | null>(null);
  /** Scripts run: plain forms may become acts. */
  alive = $state(false);
  /** Who wrote what somebody else changed last, by `<card>:<field>`. */
  readonly #writers = new SvelteMap<string, string>();

  constructor(setup: BoardSetup) {
    this.setup = setup;
    const { snapshot, live } = setup;
    this.queue = live.queue;
    this.id = snapshot.stream.slice('board:'.length);
    this.stream = new LiveCollection({
      link: live.connection,
      queue: live.queue,
      stream: snapshot.stream,
      snapshot,
    });
    this.acts = new BoardActs(this.id, this.stream);
    this.drag = new DragSession({
      columns: () => this.columns,
      freeze: () => this.stream.freeze(),
      thaw: () => this.stream.thaw(),
      drop: (card, list, place) => void this.acts.moveCard(card.id, list, place),
      say: (kind, card, list, position, total) => {
        this.announcer.say(
          this.m(`drag.${kind}`, { title: isolate(card.title), list: this.listName(list), position, total }),
        );
        if (kind === 'dropped' || kind === 'cancelled') this.focus(card.id);
      },
    });
  }

  get m(): Messages<DeskKey> {
    return this.setup.words();
  }

  /** Call it in the browser, e.g. from an effect; returns how to leave. */
  start(): () => void {
    this.alive = true;
    const undo = [this.stream.start(), this.stream.onEntries((entries) => this.#hear(entries))];
    const { presence } = this.setup.campaign;
    // The layout says "boards" for any address below it; this screen knows better, after it.
    void tick().then(() => presence.move(`board:${this.id}`));
    return () => {
      for (const off of undo) off();
      this.announcer.stop();
      presence.move('boards');
    };
  }

  card(id: string | null): Card | null {
    return id === null ? null : cardOf(this.stream.screen, id);
  }

  nameOf(user: string | null): string {
    return this.members.find(({ id }) => id === user)?.name ?? this.m('feed.somebody');
  }

  writerOf(card: string, field: string): string {
    return this.#writers.get(`${card}:${field}`) ?? this.m('feed.somebody');
  }

  listName(id: string): string {
    return isolate(listsOf(this.stream.screen).find((list) => list.id === id)?.name ?? '');
  }

  /** Moves, says where to, and keeps the card under the fingers. */
  move(card: Card, list: string, place: Place): void {
    const before = this.columns.find((column) => column.list.id === list)?.cards ?? [];
    if (card.listId === list && staysPut(before, card.id, place)) return;
    void this.acts.moveCard(card.id, list, place);
    const cards = this.columns.find((column) => column.list.id === list)?.cards ?? [];
    const position = cards.findIndex(({ id }) => id === card.id) + 1;
    this.announcer.say(
      this.m('drag.dropped', {
        title: isolate(card.title),
        list: this.listName(list),
        position,
        total: cards.length,
      }),
    );
    this.focus(card.id);
  }

  /** One step by key: up and down inside the list, left and right to the same height of the next one. */
  step(card: Card, down: number, right: number): void {
    const at = this.columns.findIndex(({ list }) => list.id === card.listId);
    const index = this.columns[at]?.cards.findIndex(({ id }) => id === card.id) ?? -1;
    const target = this.columns[at + right];
    if (index === -1 || !target || index + down < 0) return;
    this.move(card, target.list.id, placeAt(target.cards, index + down, card.id));
  }

  archive(card: Card): void {
    void this.acts.archiveCard(card.id, true);
    const undo = (): void => void this.acts.archiveCard(card.id, false);
    this.setup.notify(this.m('card.archived'), { label: this.m('word.undo'), run: undo });
  }

  archiveList(list: { id: string }): void {
    void this.acts.archiveList(list.id, true);
    const undo = (): void => void this.acts.archiveList(list.id, false);
    this.setup.notify(this.m('list.archived'), { label: this.m('word.undo'), run: undo });
  }

  /** A refusal that the open card shows in its own place. */
  dismissField(card: string, field: string): void {
    for (const { op } of this.queue.failed) {
      const { args } = op;
      if ('field' in args && args.card === card && args.field === field) this.queue.dismiss(op.opId);
    }
  }

  focus(card: string): void {
    void tick().then(() => document.querySelector<HTMLElement>(`[data-card="${card}"]`)?.focus());
  }

  #hear(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.actor === null || entry.actor === this.setup.me) continue;
      const who = this.nameOf(entry.actor);
      for (const field of Object.keys(entry.patch)) this.#writers.set(`${entry.entityId}:${field}`, who);
      const sentence = heard(this.m, entry, who, this.stream.confirmed);
      if (sentence === null) continue;
      this.announcer.remote(sentence);
      this.glowing.add(entry.entityId);
      setTimeout(() => this.glowing.delete(entry.entityId), GLOW_MS);
    }
  }
}

export const [useBoard, setBoard] = createContext<LiveBoard>();
