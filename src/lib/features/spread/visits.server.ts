import type { Visit } from '$lib/server/front/index.server';

/**
 * How many arrived by each source: a number per campaign and word, kept for some seconds and then added to the database.
 * Nothing of the visitor is kept or written, not for a moment; what a crash loses are some seconds of a number.
 */
interface Visits {
  count(campaign: string, source: string): void;
  /** Hands over what has come together; what could not be handed over waits for the next time. */
  flush(): Promise<void>;
}
export interface VisitCount {
  campaign: string;
  source: string;
  n: number;
}

/** Different words held at once; addresses anybody can type must not fill the memory. */
const MOST_WORDS = 1_000;

export function createVisits(send: (counts: VisitCount[]) => Promise<unknown>): Visits {
  let counts = new Map<string, VisitCount>();
  const add = ({ campaign, source, n }: VisitCount): void => {
    const key = `${campaign} ${source}`;
    const known = counts.get(key);
    if (known !== undefined) known.n += n;
    else if (counts.size < MOST_WORDS || source === 'other') counts.set(key, { campaign, source, n });
    else add({ campaign, source: 'other', n });
  };
  return {
    count: (campaign, source) => add({ campaign, source, n: 1 }),
    async flush() {
      if (counts.size === 0) return;
      const gathered = [...counts.values()];
      counts = new Map();
      try {
        await send(gathered);
      } catch (error) {
        gathered.forEach(add);
        throw error;
      }
    },
  };
}

/** Programs that say so; the pictures that messengers fetch when a link is pasted are the most of them. */
const ROBOT =
  /bot\b|bot[/;)]|crawl|spider|slurp|preview|externalhit|meta-external|embedly|google-|googleother|headless|phantom|lighthouse|monitor|uptime|scan|fetch/i;

/**
 * Whether a request is somebody arriving: a page that a person opens in a browser, from outside. Going on inside the
 * petition, another language, a page loaded ahead, and programs are no arrival.
 */
export function isArrival({ method, headers }: Visit): boolean {
  const browser = headers.get('user-agent') ?? '';
  if (method !== 'GET' || !/^(Mozilla|Opera)\//.test(browser) || ROBOT.test(browser)) return false;
  if (/prefetch|prerender/i.test(`${headers.get('sec-purpose') ?? ''} ${headers.get('purpose') ?? ''}`)) return false;
  const target = headers.get('sec-fetch-dest') ?? 'document';
  return headers.get('sec-fetch-site') !== 'same-origin' && ['document', 'iframe'].includes(target);
}
