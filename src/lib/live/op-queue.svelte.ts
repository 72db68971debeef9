import type { Failure, Result } from '../contracts/errors';
import type { Op } from '../contracts/ops';
import type { OpAck } from '../contracts/socket-events';
import { Handlers } from './handlers';
import type { LiveLink } from './link';

/** Where waiting operations survive. In memory for now: they live as long as the page. */
export interface OpStore {
  put(op: Op): void;
  remove(opId: string): void;
}

export interface FailedOp {
  op: Op;
  failure: Failure;
}

/** What may honestly be said of the person's work. `failed` wins: it needs them. */
export type SaveState =
  { kind: 'saved' } | { kind: 'saving'; n: number } | { kind: 'offline'; n: number } | { kind: 'failed'; n: number };

export type OpOutcome = (opId: string, result: Result<OpAck>) => void;

interface Waiting {
  op: Op;
  settle(result: Result<OpAck>): void;
}

const RETRY_MS = 1_000;
const RETRY_MAX_MS = 10_000;

/**
 * Sends operations one after another and holds each until the server answered: a lost answer is asked for again with
 * the same `opId`, which makes it one effect. Only a refusal ends one.
 */
export class OpQueue {
  #waiting = $state.raw<readonly Waiting[]>([]);
  failed = $state.raw<readonly FailedOp[]>([]);
  /** Reactive copy of the link's state, for `save`. */
  #online = $state(false);

  readonly #link: LiveLink;
  readonly #store: OpStore;
  readonly #outcomes = new Handlers<OpOutcome>();
  readonly #unlisten: () => void;
  #sending = false;
  #retries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: LiveLink, store: OpStore = { put: () => undefined, remove: () => undefined }) {
    this.#link = link;
    this.#store = store;
    this.#online = link.connected;
    this.#unlisten = link.onConnected((connected) => {
      this.#online = connected;
      this.#retries = 0;
      // After the streams have been opened again, so that the answer names the entries in them.
      if (connected) this.#later(0);
    });
  }

  get save(): SaveState {
    if (this.failed.length > 0) return { kind: 'failed', n: this.failed.length };
    const n = this.#waiting.length;
    if (n === 0) return { kind: 'saved' };
    return this.#online ? { kind: 'saving', n } : { kind: 'offline', n };
  }

  /** Operations without an answer yet, oldest first. */
  get waiting(): readonly Op[] {
    return this.#waiting.map(({ op }) => op);
  }

  push(op: Op): Promise<Result<OpAck>> {
    return new Promise((settle) => {
      this.#store.put(op);
      this.#waiting = [...this.#waiting, { op, settle }];
      void this.#pump();
    });
  }

  /** Sends a refused one again, e.g. after the reason for the refusal is gone. */
  retry(opId: string): void {
    const failed = this.failed.find(({ op }) => op.opId === opId);
    if (!failed) return;
    this.dismiss(opId);
    void this.push(failed.op);
  }

  dismiss(opId: string): void {
    this.failed = this.failed.filter(({ op }) => op.opId !== opId);
  }

  onOutcome(handler: OpOutcome): () => void {
    return this.#outcomes.add(handler);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
  }

  #later(inMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#pump(), inMs);
  }

  async #pump(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let head = this.#waiting[0]; head && this.#link.connected; head = this.#waiting[0]) {
        const result = await this.#link.ask('op', head.op);
        if (!result.ok && this.#waits(result)) return;
        this.#retries = 0;
        this.#finish(head, result);
      }
    } finally {
      this.#sending = false;
    }
  }

  /** True when the operation stays first in line: nothing is known of it, or the server asked for patience. */
  #waits(failure: Failure): boolean {
    if (failure.code === 'signed_out') return true;
    if (failure.code !== 'unavailable' && failure.code !== 'too_many') return false;
    this.#retries += 1;
    const asked = (failure.retryAfterS ?? 0) * 1_000;
    this.#later(
      Math.max(asked, Math.min(RETRY_MS * 2 ** (this.#retries - 1), RETRY_MAX_MS) * (0.5 + Math.random() / 2)),
    );
    return true;
  }

  #finish(done: Waiting, result: Result<OpAck>): void {
    this.#waiting = this.#waiting.filter((other) => other !== done);
    this.#store.remove(done.op.opId);
    if (!result.ok) this.failed = [...this.failed, { op: done.op, failure: result }];
    this.#outcomes.tell(done.op.opId, result);
    done.settle(result);
  }
}
