import { KEPT_DAYS } from '$lib/kernel/keeping';
import type { Db } from '../backend/index.server';
import type { Log } from '../log.server';
import { call } from '../rpc.server';
import { startTicker, type Ticker } from './ticker.server';

const EVERY_MS = 3_600_000;

/** Erases what pages say erases itself: signatures nobody confirmed, mails that were dealt with, names on sheets that do not count, files nobody owns. */
export function startForgetting(system: () => Db, log: Log): Ticker {
  const ticker = startTicker(
    'forget_unconfirmed',
    EVERY_MS,
    async () => {
      const { forgotten } = await call<{ forgotten: number }>(system(), 'forget_unconfirmed', { days: KEPT_DAYS });
      if (forgotten > 0) log.info('signatures.forgotten', { count: forgotten });
      const { names, scans } = await call<{ names: number; scans: number }>(system(), 'paper_forget', {
        days: KEPT_DAYS,
      });
      if (names + scans > 0) log.info('paper.forgotten', { count: names + scans });
      const { swept } = await call<{ swept: number }>(system(), 'files_sweep');
      if (swept > 0) log.info('files.swept', { count: swept });
    },
    log,
  );
  ticker.poke();
  return ticker;
}
