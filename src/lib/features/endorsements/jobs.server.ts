import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { endorsementsRepo } from './endorsements.repo.server';

const EVERY_MS = 6 * 3_600_000;
/** Days after which who wrote is forgotten, when nobody answered for it or it was declined. */
const KEPT_DAYS = 31;

/** Forgets who wrote for organisations that came to nothing. */
export function endorsementJobs({ backend, log }: Pick<Ronda, 'backend' | 'log'>): Ticker[] {
  const repo = endorsementsRepo(() => backend.system());
  return [
    startTicker(
      'endorsements_forget',
      EVERY_MS,
      async () => {
        const { forgotten } = await repo.forget(KEPT_DAYS);
        if (forgotten > 0) log.info('endorsements.forgotten', { count: forgotten });
      },
      log,
    ),
  ];
}
