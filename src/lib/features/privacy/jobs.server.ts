import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';
import { privacy } from './privacy.server';

/** A run begun in another process is seen within this time; here it is poked. */
const STEP_MS = 20_000;
/** The database lets each rule be looked at once a day, whichever process asks. */
const DUE_MS = 3_600_000;
/** Between two steps others write. */
const PAUSE_MS = 50;
const OPERATIONS_DAYS = 90;

/** Erases what the rules of the campaigns have outlived, and what only served against doing a thing twice. */
export function privacyJobs(app: Ronda): readonly Ticker[] {
  const { backend, log } = app;
  let stopped = false;
  const step = async (): Promise<void> => {
    for (;;) {
      const { running, erased } = await call<{ running: boolean; erased: number }>(backend.system(), 'retention_step');
      if (erased > 0) log.info('retention.erased', { count: erased });
      if (!running || stopped) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const stepper = startTicker('retention_step', STEP_MS, step, log);
  const due = async (): Promise<void> => {
    if ((await call<number>(backend.system(), 'retention_due')) > 0) stepper.poke();
    await call<number>(backend.system(), 'forget_operations', { days: OPERATIONS_DAYS });
  };
  privacy(app).onPoke(() => stepper.poke());
  const dueTicker = startTicker('retention_due', DUE_MS, due, log);
  return [
    {
      poke: stepper.poke,
      stop() {
        stopped = true;
        return stepper.stop();
      },
    },
    dueTicker,
  ];
}
