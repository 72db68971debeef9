import type { JournalEntry, Since, StreamSnapshot } from '../contracts/journal';
import { EMPTY, applyChanges, fromSnapshot, type State } from './fold';

/**
 * What is known for certain of one stream and up to where: applies seq + 1, drops what it has, holds what came early.
 */
export class Cursor {
  confirmed: State = EMPTY;
  /** Everything up to here is in `confirmed`; -1: nothing is known yet, everything waits for the snapshot. */
  seq = -1;
  /** Highest seq heard of. */
  head = -1;
  readonly #early = new Map<number, JournalEntry>();

  /** True when something is known to exist that has not arrived. */
  get behind(): boolean {
    return this.seq >= 0 && (this.head > this.seq || this.#early.size > 0);
  }

  /** Returns the entries that could be applied. */
  take(entries: readonly JournalEntry[]): readonly JournalEntry[] {
    for (const entry of entries) if (entry.seq > this.seq) this.#early.set(entry.seq, entry);
    if (this.seq < 0) return [];
    const next: JournalEntry[] = [];
    for (let at = this.seq + 1, entry = this.#early.get(at); entry; entry = this.#early.get((at += 1)))
      next.push(entry);
    this.confirmed = applyChanges(this.confirmed, next);
    this.seq += next.length;
    this.head = Math.max(this.head, this.seq);
    for (const known of this.#early.keys()) if (known <= this.seq) this.#early.delete(known);
    return next;
  }

  answer(answer: Since): readonly JournalEntry[] {
    if (answer.kind === 'snapshot') {
      this.reset(answer.snapshot);
      return this.take([]);
    }
    this.head = Math.max(this.head, answer.head);
    return this.take(answer.entries);
  }

  /** Starts again from what the server says, even when that is older: a restored database is behind its readers. */
  reset(snapshot: StreamSnapshot): void {
    this.confirmed = fromSnapshot(snapshot);
    this.seq = snapshot.seq;
    this.head = snapshot.seq;
  }

  forget(): void {
    this.confirmed = EMPTY;
    this.seq = -1;
    this.head = -1;
    this.#early.clear();
  }
}
