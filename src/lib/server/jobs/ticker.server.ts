import type { Log } from '../log.server';

export interface Ticker {
  /** Runs now, or right after the run under way: a poke is never lost. */
  poke(): void;
  /** Runs no more and waits for the run under way. */
  stop(): Promise<void>;
}

/**
 * Repeats `work` every `everyMs` and whenever poked, never twice at once. After a failure it waits twice as long, up to
 * ten times `everyMs`, so that a database that comes back is not met by a crowd.
 */
export function startTicker(name: string, everyMs: number, work: () => Promise<void>, log: Log): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let waitMs = everyMs;

  const schedule = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, ms).unref();
  };

  function run(): void {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    again = false;
    running = work()
      .then(() => {
        waitMs = everyMs;
      })
      .catch((error: unknown) => {
        waitMs = Math.min(waitMs * 2, everyMs * 10);
        log.warn('job.failed', { job: name, err: error });
      })
      .finally(() => {
        running = null;
        schedule(again ? 0 : waitMs);
      });
  }

  schedule(everyMs);
  return {
    poke: run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
