import { StreamNews, type LiveDesk } from '$lib/live';

interface BellStart {
  /** Unread notices, a hundred at most. */
  unread: number;
  /** Where the person's own stream stood when the page was made. */
  head: number;
}

/** How many notices are unread. The stream says only that something changed; the figure is asked for, by the rights of that moment. */
export class Bell {
  unread = $state(0);
  /** Grows with each piece of news, for lists that are then brought anew. */
  heard = $state(0);
  readonly #news: StreamNews;

  constructor({ connection, queue }: LiveDesk, user: string, slug: string, start: BellStart) {
    this.unread = start.unread;
    this.#news = new StreamNews({
      link: connection,
      queue,
      stream: `user:${user}`,
      head: start.head,
      entities: ['notices', 'compartment_members'],
      again: async () => {
        this.heard += 1;
        try {
          const answer = await fetch(`/desk/${slug}/notices/unread.json`, { cache: 'no-store' });
          const told: unknown = answer.ok ? await answer.json() : null;
          const unread: unknown = Reflect.get(Object(told), 'unread');
          if (typeof unread === 'number') this.unread = unread;
        } catch {
          // The next piece of news asks again.
        }
      },
    });
  }

  /** What a page that was loaded anew says. */
  offer({ unread }: BellStart): void {
    this.unread = unread;
  }

  /** Call it in the browser, e.g. from an effect; returns how to stop. */
  start(): () => void {
    return this.#news.start();
  }
}
