import { KEPT_DAYS } from '$lib/kernel/keeping';
import type { Ronda } from '$lib/server/app.server';
import { startTicker, type Ticker } from '$lib/server/jobs/ticker.server';
import { call } from '$lib/server/rpc.server';

/** Ten seconds: a target of the highest pace takes a letter every ten. */
const RELEASE_MS = 10_000;
const FORGET_MS = 3_600_000;

/**
 * Lets letters go to the outbox, each target at its own pace, and empties what nobody confirmed. Several processes may run
 * this: the database lets one do it at a time and holds the pace.
 */
export function letterJobs({ backend, outbox, log }: Pick<Ronda, 'backend' | 'outbox' | 'log'>): readonly Ticker[] {
  const release = async (): Promise<void> => {
    if ((await call<number>(backend.system(), 'letters_release')) > 0) outbox.poke();
  };
  const forget = async (): Promise<void> => {
    const count = await call<number>(backend.system(), 'letters_forget', { days: KEPT_DAYS });
    if (count > 0) log.info('letters.forgotten', { count });
  };
  return [
    startTicker('letters_release', RELEASE_MS, release, log),
    startTicker('letters_forget', FORGET_MS, forget, log),
  ];
}
