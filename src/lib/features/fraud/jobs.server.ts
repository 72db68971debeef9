import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { realtime } from '$lib/server/realtime/attach.server';
import { watch, workOn } from './fraud.repo.server';

const WATCH_MS = 60_000;
const LOOK_MS = 2_000;
/** Rows of one transaction: short enough that nobody who signs waits for it, and that progress is seen. */
const BATCH = 1_000;

/** Works off the runs of the desk, batch by batch, and watches for waves. */
export function fraudJobs({ backend, log, totalsChanged }: Ronda): Ticker[] {
  const working = startTicker(
    'fraud_work',
    LOOK_MS,
    async () => {
      for (
        let done = await workOn(backend.system(), BATCH);
        done !== null;
        done = await workOn(backend.system(), BATCH)
      ) {
        totalsChanged();
        await realtime()?.look();
      }
    },
    log,
  );
  const watching = startTicker(
    'fraud_watch',
    WATCH_MS,
    async () => {
      const { raised } = await watch(backend.system());
      if (raised === 0) return;
      log.warn('fraud.alarm', { count: raised });
      await realtime()?.look();
    },
    log,
  );
  return [working, watching];
}
