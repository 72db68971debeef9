/**
 * How many came from one network address, measured against bounds that each campaign sets. Counted in the memory of this
 * process, like the other limits; nobody is refused by it.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createDailyKeys } from './daily.server';

interface Bounds {
  /** In ten minutes. */
  burst: number;
  /** In a day. */
  sustained: number;
}
export interface Crowd {
  /** Counts one and says whether it was beyond the bounds. */
  isOver(group: string, address: string, bounds: Bounds): Promise<boolean>;
}

/** `secret`: any 32 secret bytes; addresses are kept as hashes whose salt changes every day. */
export function createCrowd(secret: Uint8Array, now: () => number = Date.now): Crowd {
  const counter = (duration: number): RateLimiterMemory =>
    new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration });
  const daily = createDailyKeys(secret, now);
  const [short, long] = [counter(600), counter(86_400)];
  return {
    async isOver(group, address, { burst, sustained }) {
      const key = daily('crowd', `${group}|${address}`);
      const [few, many] = await Promise.all([short.consume(key), long.consume(key)]);
      return few.consumedPoints > burst || many.consumedPoints > sustained;
    },
  };
}
