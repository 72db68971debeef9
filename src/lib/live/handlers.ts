/** Who wants to hear of something. Not reactive: being told is the whole point. */
export class Handlers<F extends (...args: never) => void> {
  readonly #all = new Set<F>();

  /** Returns how to stop hearing. */
  add(handler: F): () => void {
    this.#all.add(handler);
    return () => void this.#all.delete(handler);
  }

  /** One that leaves or joins while all are told does not disturb the round. */
  tell(...args: Parameters<F>): void {
    for (const handler of [...this.#all]) Reflect.apply(handler, undefined, args);
  }
}
