/** What was read is kept for a moment, so that a crowd costs one read, and longer for when the database does not answer. */
interface Entry<T> {
  value: T;
  at: number;
}

export interface KeptOptions {
  /** Milliseconds for which an answer is given again without asking. */
  freshMs: number;
  /** Milliseconds for which an old answer is better than none. */
  staleMs: number;
  /** Answers kept; the longest unused goes first. Guessed names must not fill the memory. */
  max?: number;
  now?: () => number;
}

export interface Kept<T> {
  /** Concurrent askers of one key share one read. Rejects only when nothing usable is known. */
  get(key: string, read: () => Promise<T>): Promise<T>;
  forget(): void;
}

/** A store of this process. */
export function createKept<T>({ freshMs, staleMs, max = 200, now = Date.now }: KeptOptions): Kept<T> {
  const entries = new Map<string, Entry<T>>();
  const reading = new Map<string, Promise<T>>();

  const ask = (key: string, read: () => Promise<T>): Promise<T> => {
    const running = reading.get(key);
    if (running !== undefined) return running;
    const begun = read()
      .then((value) => {
        entries.delete(key);
        entries.set(key, { value, at: now() });
        for (const oldest of entries.keys()) {
          if (entries.size <= max) break;
          entries.delete(oldest);
        }
        return value;
      })
      .finally(() => {
        if (reading.get(key) === begun) reading.delete(key);
      });
    reading.set(key, begun);
    return begun;
  };

  return {
    async get(key, read) {
      const known = entries.get(key);
      if (known !== undefined && now() - known.at < freshMs) return known.value;
      try {
        return await ask(key, read);
      } catch (error) {
        if (known !== undefined && now() - known.at < staleMs) return known.value;
        throw error;
      }
    },
    forget() {
      // Also what is being read: it may have begun before the change.
      reading.clear();
      for (const entry of entries.values()) entry.at = Math.min(entry.at, now() - freshMs);
    },
  };
}
