import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { publicationChanged } from './public.server';
import { cardsRepo } from './publication.repo.server';

const EVERY_MS = 600_000;

/** What a consent no longer carries is emptied as well; until then it was shown to nobody. */
export function publicationJobs({ backend, log }: Ronda): Ticker[] {
  const repo = cardsRepo(() => backend.system());
  const expiring = startTicker(
    'publications_expire',
    EVERY_MS,
    async () => {
      const count = await repo.expire();
      if (count === 0) return;
      log.info('publication.expired', { count });
      publicationChanged();
    },
    log,
  );
  expiring.poke();
  return [expiring];
}
