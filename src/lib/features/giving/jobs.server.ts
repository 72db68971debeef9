import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { givingRepo } from './giving.repo.server';

const EVERY_MS = 3_600_000;
const REMIND_AT_ONCE = 500;

/** What goes on by itself: one reminder to whoever left an address, and the end of pledges that nothing came for. */
export function givingJobs({ backend, outbox, log }: Pick<Ronda, 'backend' | 'outbox' | 'log'>): Ticker[] {
  const repo = givingRepo(() => backend.system());
  return [
    startTicker(
      'pledges',
      EVERY_MS,
      async () => {
        const { expired } = await repo.expire();
        if (expired > 0) log.info('pledges.expired', { count: expired });
        const { reminded } = await repo.remind(REMIND_AT_ONCE);
        if (reminded === 0) return;
        log.info('pledges.reminded', { count: reminded });
        outbox.poke();
      },
      log,
    ),
  ];
}
