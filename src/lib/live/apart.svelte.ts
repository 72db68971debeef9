import { untrack } from 'svelte';
import type { StreamSnapshot } from '../contracts/journal';
import type { LiveCollection } from './live-collection.svelte';

/** The compartments this person is in, each a stream of its own; what is drawn joins their rows to the team's. */
export class ApartStreams {
  /** Open ones, in the order in which the page named them. */
  parts: readonly LiveCollection[] = $state.raw([]);

  readonly #make: (snapshot: StreamSnapshot) => LiveCollection;
  #running: { part: LiveCollection; stop: () => void }[] | null = null;

  constructor(make: (snapshot: StreamSnapshot) => LiveCollection, snapshots: readonly StreamSnapshot[]) {
    this.#make = make;
    this.parts = snapshots.map(make);
  }

  /** What the page was rendered with anew: somebody was let into one, or out of it. */
  offer(snapshots: readonly StreamSnapshot[]): void {
    const was = this.parts;
    this.parts = snapshots.map((snapshot) => {
      const part = was.find(({ stream }) => stream === snapshot.stream);
      // Whoever was put out and let in again begins anew: a collection that ended stays empty.
      if (!part || part.phase === 'gone') return this.#begin(this.#make(snapshot));
      part.offer(snapshot);
      return part;
    });
    for (const part of was) if (!this.parts.includes(part)) this.#end(part);
  }

  /** Call it in the browser; returns how to leave. */
  start(): () => void {
    this.#running = [];
    // Called from an effect, which must not end when somebody is let into another one.
    for (const part of untrack(() => this.parts)) this.#begin(part);
    return () => {
      for (const part of this.parts) this.#end(part);
      this.#running = null;
    };
  }

  #begin(part: LiveCollection): LiveCollection {
    this.#running?.push({ part, stop: part.start() });
    return part;
  }

  #end(part: LiveCollection): void {
    this.#running?.find((one) => one.part === part)?.stop();
    this.#running = this.#running?.filter((one) => one.part !== part) ?? null;
  }
}
