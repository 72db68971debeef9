import type { Db } from '../backend/index.server';
import type { Log } from '../log.server';
import { call } from '../rpc.server';
import { startTicker, type Ticker } from './ticker.server';

const EVERY_MS = 3_600_000;
/** The last day on which a confirmation link works is the thirtieth (`CONFIRM_DAYS` of the signatures); then the row is emptied. */
const KEPT_DAYS = 31;

/** Erases what mails say erases itself: signatures nobody confirmed, mails that were dealt with, files nobody owns. */
export function startForgetting(system: () => Db, log: Log): Ticker {
  const ticker = startTicker(
    'forget_unconfirmed',
    EVERY_MS,
    async () => {
      const { forgotten } = await call<{ forgotten: number }>(system(), 'forget_unconfirmed', { days: KEPT_DAYS });
      if (forgotten > 0) log.info('signatures.forgotten', { count: forgotten });
      const { swept } = await call<{ swept: number }>(system(), 'files_sweep');
      if (swept > 0) log.info('files.swept', { count: swept });
    },
    log,
  );
  ticker.poke();
  return ticker;
}
