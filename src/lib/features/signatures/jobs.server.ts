import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { signaturesRepo } from './signatures.repo.server';

const REMIND_EVERY_MS = 900_000;
/** So that two days after a rally the reminders do not stand in the outbox before those who sign now. */
const REMIND_AT_ONCE = 500;

/** What goes on by itself: whoever has not confirmed after two days is reminded, once. */
export function signatureJobs({ backend, outbox, log }: Ronda): Ticker[] {
  const repo = signaturesRepo(() => backend.system());
  const reminding = startTicker(
    'remind_unconfirmed',
    REMIND_EVERY_MS,
    async () => {
      await repo.pruneProofs();
      const { reminded } = await repo.remind(REMIND_AT_ONCE);
      if (reminded === 0) return;
      log.info('signatures.reminded', { count: reminded });
      outbox.poke();
    },
    log,
  );
  reminding.poke();
  return [reminding];
}
