import type { Db } from '../backend/index.server';
import type { Log } from '../log.server';
import { call } from '../rpc.server';
import { startTicker, type Ticker } from './ticker.server';

/** The pace of the public counter when nobody pokes: another process may have taken signatures. */
const COUNT_MS = 1_000;
/** Counting the rows again costs a table scan; drift means that a write went round the triggers, which never is urgent. */
const RECOUNT_MS = 3_600_000;

export interface Counting {
  poke(): void;
  stop(): Promise<void>;
}

/**
 * Adds up what changed. The database lets one process at a time do it (advisory lock), the others find nothing to do.
 * `counted` is called when totals moved.
 */
export function startCounting(system: () => Db, log: Log, counted: () => void): Counting {
  const counter: Ticker = startTicker(
    'count_signatures',
    COUNT_MS,
    async () => {
      const changed = await call<unknown[]>(system(), 'count_signatures');
      if (changed.length > 0) counted();
    },
    log,
  );
  const recounter: Ticker = startTicker(
    'recount_signatures',
    RECOUNT_MS,
    async () => {
      for (const campaign of await call<string[]>(system(), 'campaign_ids')) {
        const { drift } = await call<{ drift: unknown[] }>(system(), 'recount_signatures', { campaign });
        await call(system(), 'note_recount', { campaign, drift: drift.length });
        if (drift.length > 0) log.error('totals.drift', { campaign, count: drift.length });
      }
    },
    log,
  );
  return {
    poke: () => counter.poke(),
    async stop() {
      await Promise.all([counter.stop(), recounter.stop()]);
    },
  };
}
