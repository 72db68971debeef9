import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';

const EVERY_MS = 60_000;

/** Takes out whose time is over, so that open pages close; what they may read has ended by itself before. */
export function compartmentJobs({ backend, log }: Pick<Ronda, 'backend' | 'log'>): readonly Ticker[] {
  return [
    startTicker(
      'compartments_expire',
      EVERY_MS,
      async () => {
        const ended = await call<number>(backend.system(), 'compartments_expire');
        if (ended > 0) log.info('compartments.expired', { count: ended });
      },
      log,
    ),
  ];
}
