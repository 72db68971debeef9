import { tagOf } from '$lib/server/etag.server';

export interface Picture {
  bytes: Buffer | string;
  etag: string;
}
interface Entry extends Picture {
  /** What the picture says; the same facts are the same picture. */
  facts: string;
  drawnAt: number;
}

export interface KeptPictures {
  /**
   * The picture of `key`. Drawn again when it would say something else, but not before a minute is over: a crowd that
   * signs while a link goes round must not keep the processor at drawing. What was drawn stays when drawing fails.
   */
  get(key: string, facts: string, draw: () => Promise<Buffer | string>): Promise<Picture>;
}

/** Pictures of this process. */
export function keepPictures({ freshMs = 60_000, max = 200, now = Date.now } = {}): KeptPictures {
  const entries = new Map<string, Entry>();
  const drawing = new Map<string, Promise<Entry>>();

  const start = (key: string, facts: string, draw: () => Promise<Buffer | string>): Promise<Entry> => {
    const begun = draw()
      .then((bytes) => {
        const entry = { bytes, etag: tagOf(bytes), facts, drawnAt: now() };
        entries.delete(key);
        entries.set(key, entry);
        for (const oldest of entries.keys()) {
          if (entries.size <= max) break;
          entries.delete(oldest);
        }
        return entry;
      })
      .finally(() => drawing.delete(key));
    drawing.set(key, begun);
    return begun;
  };

  return {
    async get(key, facts, draw) {
      const entry = entries.get(key);
      if (entry !== undefined && (entry.facts === facts || now() - entry.drawnAt < freshMs)) return entry;
      const begun = drawing.get(key) ?? start(key, facts, draw);
      if (entry === undefined) return begun;
      // Whoever looks meanwhile sees the old one rather than wait; a failure leaves it for the next minute.
      begun.catch(() => (entry.drawnAt = now()));
      return entry;
    },
  };
}
