import { KEPT_DAYS } from '$lib/kernel/keeping';
import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { endorsementsRepo } from './endorsements.repo.server';

const EVERY_MS = 6 * 3_600_000;

/** Forgets who wrote for organisations that nobody answered for, or that were declined. */
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
