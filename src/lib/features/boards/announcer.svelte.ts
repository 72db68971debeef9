/** Shortest time between two sentences about others: a busy board must not drown its reader. */
const EVERY_MS = 2_500;

/** What is said aloud of a board: one's own acts at once, those of others gathered. */
export class Announcer {
  own = $state('');
  others = $state('');
  readonly #many: (n: number) => string;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(many: (n: number) => string) {
    this.#many = many;
  }

  say(sentence: string): void {
    // The same sentence twice is no change to a live region; a blank that nobody hears makes it one.
    this.own = this.own === sentence ? `${sentence}\u00a0` : sentence;
  }

  remote(sentence: string): void {
    this.#waiting.push(sentence);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const said = this.#waiting.splice(0);
      this.others = said.length <= 2 ? said.join(' ') : this.#many(said.length);
    }, EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }
}
