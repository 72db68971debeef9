import { untrack } from 'svelte';
import type { Result } from '../contracts/errors';
import type { JournalEntry, Row, Since, StreamName, StreamSnapshot } from '../contracts/journal';
import type { Op, OpArgs, OpKind } from '../contracts/ops';
import type { OpAck } from '../contracts/socket-events';
import { uuidv7 } from '../kernel/ids';
import { EMPTY, overlay, rowsOf, type Change, type Expected, type State } from './fold';
import { Cursor } from './cursor';
import { Handlers } from './handlers';
import type { LiveLink } from './link';
import type { OpQueue } from './op-queue.svelte';
import { perFrame, type Schedule } from './schedule';

/** `waiting`: shows what it last knew and is not connected. `gone`: the right has ended, nothing is kept. */
export type Phase = 'waiting' | 'opening' | 'live' | 'gone';

export interface CollectionTiming {
  /** How long an entry that came too early waits for those before it. */
  gapMs: number;
  /** After so long without a word about this stream it asks by itself. */
  quietMs: number;
  retryMs: number;
}

export interface CollectionOptions {
  link: LiveLink;
  queue: OpQueue;
  stream: StreamName;
  /** As the page was rendered with. */
  snapshot?: StreamSnapshot;
  /** Streams whose rows are drawn with this one's: what stands in a compartment is in no other stream. */
  beside?: () => readonly LiveCollection[];
  schedule?: Schedule;
  timing?: Partial<CollectionTiming>;
}

const TIMING: CollectionTiming = { gapMs: 200, quietMs: 45_000, retryMs: 1_000 };

interface Pending extends Expected {
  /** The answer came: it leaves when the stream has reached this. */
  until: number | null;
}

/** One stream on one screen: what the server confirmed, and over it what this person did and has not seen come back. */
export class LiveCollection {
  readonly stream: StreamName;
  /** confirmed + pending, as it may be drawn. */
  screen = $state.raw<State>(EMPTY);
  phase = $state<Phase>('waiting');

  readonly #link: LiveLink;
  readonly #queue: OpQueue;
  readonly #timing: CollectionTiming;
  readonly #draw: () => void;
  readonly #beside: () => readonly LiveCollection[];
  readonly #cursor = new Cursor();
  readonly #entryHandlers = new Handlers<(entries: readonly JournalEntry[]) => void>();
  #pending: Pending[] = [];
  #frozen = 0;
  #stale = false;
  #asking: Promise<void> | null = null;
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #quietTimer: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #stop: (() => void) | null = null;

  constructor({ link, queue, stream, snapshot, beside = () => [], schedule = perFrame, timing }: CollectionOptions) {
    this.stream = stream;
    this.#beside = beside;
    this.#link = link;
    this.#queue = queue;
    this.#timing = { ...TIMING, ...timing };
    this.#draw = schedule(() => this.#publish());
    if (snapshot) {
      this.#cursor.reset(snapshot);
      this.screen = this.#cursor.confirmed;
    }
  }

  /** Everything up to here is in `confirmed`. */
  get seq(): number {
    return this.#cursor.seq;
  }

  get confirmed(): State {
    return this.#cursor.confirmed;
  }

  /** How many operations of this screen have not come back yet. */
  get pending(): number {
    return this.#pending.length;
  }

  rows(entity: string): Row[] {
    const own = rowsOf(this.screen, entity);
    const parts = this.#beside();
    if (parts.length === 0) return [...own.values()];
    // A row that changes streams is for a moment in both or in neither, never drawn twice.
    const beside = parts.flatMap((part) => [...rowsOf(part.screen, entity)]);
    return Object.values(Object.fromEntries<Row>([...own, ...beside]));
  }

  row(entity: string, id: string): Row | undefined {
    return (
      rowsOf(this.screen, entity).get(id) ??
      this.#beside()
        .map((part) => rowsOf(part.screen, entity).get(id))
        .find((row) => row !== undefined)
    );
  }

  /** Entries as they are applied, in order and each once; what a new snapshot swallowed is not told. */
  onEntries(handler: (entries: readonly JournalEntry[]) => void): () => void {
    return this.#entryHandlers.add(handler);
  }

  /** What the page was rendered with anew, e.g. after a form: with no line open it is the only news there is. */
  offer(snapshot: StreamSnapshot): void {
    if (this.phase !== 'gone' && snapshot.stream === this.stream && snapshot.seq > this.seq)
      this.#take({ kind: 'snapshot', snapshot });
  }

  /** Joins the stream and stays in it; returns how to leave. Call it in the browser, e.g. from an effect. */
  start(): () => void {
    if (this.#stop) return this.#stop;
    const undo = [
      this.#link.on('delta', ({ stream, entries }) => {
        if (stream === this.stream) this.#ingest(entries);
      }),
      this.#link.on('heads', (heads) => this.#compare(heads[this.stream])),
      this.#link.on('revoked', ({ streams }) => {
        if (streams.includes(this.stream)) this.#forget();
      }),
      this.#link.onConnected((connected) => {
        if (connected) this.#open();
        else if (this.phase !== 'gone') this.phase = 'waiting';
      }),
      this.#link.onDoubt(() => void this.#catchUp()),
      this.#queue.onOutcome((opId, result) => this.#settle(opId, result)),
    ];
    this.#quietTimer = setInterval(() => {
      if (this.#link.connected && Date.now() - this.#heardAt >= this.#timing.quietMs) void this.#catchUp();
    }, this.#timing.quietMs / 3);
    this.#stop = () => {
      for (const off of undo) off();
      clearTimeout(this.#gapTimer);
      clearTimeout(this.#retryTimer);
      clearInterval(this.#quietTimer);
      this.#link.tell('close', { stream: this.stream });
      this.#stop = null;
      this.phase = 'waiting';
    };
    // Called from an effect, which must not end with the connection whose state it looked at.
    if (untrack(() => this.#link.connected)) this.#open();
    return this.#stop;
  }

  /**
   * Does something here and now, and sends it. What `expect` tells is drawn until the journal brings the same back, or
   * the server refuses.
   */
  send<K extends OpKind>(
    kind: K,
    args: OpArgs[K],
    expect: (state: State) => readonly Change[] = () => [],
  ): Promise<Result<OpAck>> {
    const op: Op<K> = { opId: uuidv7(), kind, args };
    this.#pending.push({ opId: op.opId, changes: expect, until: null });
    this.#publish();
    return this.#queue.push(op);
  }

  /** While something is held in the hand nothing moves below it. What arrives is kept and drawn at `thaw`. */
  freeze(): void {
    this.#frozen += 1;
  }

  thaw(): void {
    this.#frozen = Math.max(0, this.#frozen - 1);
    if (this.#frozen === 0 && this.#stale) this.#publish();
  }

  #publish(): void {
    if (this.#frozen > 0) {
      this.#stale = true;
      return;
    }
    this.#stale = false;
    this.screen = overlay(this.#cursor.confirmed, this.#pending);
  }

  #ingest(entries: readonly JournalEntry[]): void {
    this.#heardAt = Date.now();
    if (this.phase !== 'gone') this.#applied(this.#cursor.take(entries));
  }

  #applied(next: readonly JournalEntry[]): void {
    if (next.length > 0) {
      this.#leave(({ opId }) => next.some((entry) => entry.opId === opId));
      this.#draw();
      this.#entryHandlers.tell(next);
    }
    this.#watchGap();
  }

  #watchGap(): void {
    if (!this.#cursor.behind) {
      clearTimeout(this.#gapTimer);
      this.#gapTimer = undefined;
    } else this.#gapTimer ??= setTimeout(() => void this.#catchUp(), this.#timing.gapMs);
  }

  #compare(head: number | undefined): void {
    if (head === undefined) return;
    this.#heardAt = Date.now();
    this.#cursor.head = Math.max(this.#cursor.head, head);
    if (this.#cursor.behind) void this.#catchUp();
  }

  /** Pending operations leave when the journal brought them, not when they were answered: so nothing flickers. */
  #leave(done: (pending: Pending) => boolean): void {
    const reached = this.#cursor.seq;
    this.#pending = this.#pending.filter(
      (pending) => !done(pending) && (pending.until === null || pending.until > reached),
    );
  }

  #settle(opId: string, result: Result<OpAck>): void {
    const pending = this.#pending.find((other) => other.opId === opId);
    if (!pending) return;
    const seqs = result.ok ? result.value.seqs.filter(({ stream }) => stream === this.stream) : [];
    pending.until = Math.max(-1, ...seqs.map(({ seq }) => seq));
    this.#leave(() => false);
    this.#draw();
  }

  #take(answer: Since): void {
    this.#heardAt = Date.now();
    const next = this.#cursor.answer(answer);
    if (answer.kind === 'snapshot') {
      this.#leave(() => false);
      this.#draw();
    }
    this.#applied(next);
  }

  #forget(): void {
    this.#cursor.forget();
    this.#asking = null;
    this.#pending = [];
    this.#frozen = 0;
    clearTimeout(this.#gapTimer);
    clearTimeout(this.#retryTimer);
    this.#gapTimer = undefined;
    this.phase = 'gone';
    this.#publish();
  }

  #open(): void {
    this.phase = 'opening';
    this.#asking = null;
    void this.#ask(() =>
      this.#link.ask('open', { stream: this.stream, ...(this.seq >= 0 ? { since: this.seq } : {}) }),
    );
  }

  #catchUp(): Promise<void> {
    if (this.phase !== 'live' || !this.#link.connected) return Promise.resolve();
    return this.#ask(() => this.#link.ask('since', { stream: this.stream, since: this.seq }));
  }

  /** One question at a time; whatever arrives meanwhile is held and joined to the answer. */
  #ask(question: () => Promise<Result<Since>>): Promise<void> {
    if (this.#asking) return this.#asking;
    clearTimeout(this.#gapTimer);
    clearTimeout(this.#retryTimer);
    const asked = question().then((result) => {
      // Left, or opened anew on another connection, while the answer was under way.
      if (this.#asking !== asked || !this.#stop) return;
      this.#asking = null;
      this.#gapTimer = undefined;
      if (result.ok) {
        this.phase = 'live';
        this.#take(result.value);
        if (this.#cursor.behind) void this.#catchUp();
      } else if (result.code === 'not_found') this.#forget();
      else if (this.#link.connected && result.code !== 'signed_out') {
        const opening = this.phase === 'opening';
        this.#retryTimer = setTimeout(() => (opening ? this.#open() : void this.#catchUp()), this.#timing.retryMs);
      }
    });
    this.#asking = asked;
    return asked;
  }
}
