import type { Locale } from '$lib/contracts/locales';
import { createKept } from '$lib/features/campaign/index.server';
import { ronda, type Ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import type { Visit } from '$lib/server/front/index.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { publicTexts, spreadRepo } from './spread.repo.server';
import type { ShareTexts } from './texts';
import { createVisits, isArrival } from './visits.server';

interface Spread {
  /** What the campaign wrote to be passed on; nothing while the database is away. */
  texts(slug: string, locale: Locale): Promise<Partial<ShareTexts>>;
  /** Counts somebody who arrives by `source`; whoever does not arrive is not counted. */
  arrived(visit: Visit, campaign: string, source: string): void;
  /** How many confirmed signatures came through the link with this share code. */
  referred(campaign: string, share: string): Promise<number>;
  forget(): void;
  flush(): Promise<void>;
}

function assemble({ backend }: Ronda): Spread {
  const repo = spreadRepo(() => backend.system());
  const visits = createVisits((counts) => repo.addVisits(counts));
  const kept = createKept<Partial<ShareTexts>>({ freshMs: 5_000, staleMs: 600_000 });
  return {
    async texts(slug, locale) {
      const found = await attempt(() => kept.get(`${slug} ${locale}`, () => publicTexts(backend.anon(), slug, locale)));
      return found.ok ? found.value : {};
    },
    arrived(visit, campaign, source) {
      if (isArrival(visit)) visits.count(campaign, source);
    },
    async referred(campaign, share) {
      const told = await attempt(() => repo.referredBy(campaign, share));
      return told.ok ? told.value : 0;
    },
    forget: () => kept.forget(),
    flush: () => visits.flush(),
  };
}

const made = new WeakMap<Ronda, Spread>();

/** How the petitions of the running installation spread. */
export function spread(): Spread {
  const app = ronda();
  const known = made.get(app);
  if (known !== undefined) return known;
  const fresh = assemble(app);
  made.set(app, fresh);
  return fresh;
}

/** Milliseconds between two hand-overs of visits. */
const FLUSH_MS = 10_000;

/** Adds visits to the database as they come together, and the last ones when the program ends. */
export function visitsJob({ log }: Ronda): Ticker {
  const ticker = startTicker('visits', FLUSH_MS, () => spread().flush(), log);
  return {
    ...ticker,
    async stop() {
      await ticker.stop();
      await attempt(() => spread().flush());
    },
  };
}
