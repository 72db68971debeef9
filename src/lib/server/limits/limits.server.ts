/**
 * How often somebody may do something. Counted in the memory of this process: with n processes behind a proxy an address
 * may do up to n times as much, and a restart forgets. That is enough against floods and guessing; what must hold exactly
 * (one signature per mailbox) is a constraint in the database.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Result } from '../../contracts/errors';
import { fail, ok } from '../../kernel/result';
import { createDailyKeys } from './daily.server';

interface Window {
  points: number;
  /** Seconds. */
  per: number;
}
interface Limit {
  windows: readonly [Window, ...Window[]];
  /** Beyond the first window this many more are let through per `per` seconds. */
  burst?: Window;
}

/** Every limit of the product. The public totals have none: they are cached, and refusing them saves nothing. */
export const LIMITS = {
  // Phone carriers put thousands of people behind one address, and a rally signs at once. What counts is guarded by the
  // mailbox that must confirm, and by the bounds that each campaign sets (`crowd.server`), beyond which a signature goes to
  // the shadow; this is the wall against floods alone.
  'sign.address': {
    windows: [
      { points: 600, per: 60 },
      { points: 6000, per: 3600 },
    ],
  },
  // One mailbox must not be flooded with confirmations by somebody who types it again and again.
  'sign.mailbox': {
    windows: [
      { points: 3, per: 3600 },
      { points: 5, per: 86_400 },
    ],
  },
  // An organisation asks once; a federation may ask for its members one after the other.
  'endorse.address': {
    windows: [
      { points: 6, per: 600 },
      { points: 30, per: 86_400 },
    ],
  },
  'endorse.mailbox': { windows: [{ points: 6, per: 86_400 }] },
  // Drawing fifty sheets takes a while of a processor.
  'print.address': { windows: [{ points: 12, per: 60 }] },
  // Pages behind a mailed link (confirm, withdraw). A token cannot be guessed; this keeps probing cheap for us.
  'link.address': { windows: [{ points: 60, per: 60 }] },
  // Each is a mail to somebody who signed; one mailbox gets one an hour, which the database holds.
  'ownlinks.address': {
    windows: [
      { points: 10, per: 600 },
      { points: 40, per: 86_400 },
    ],
  },
  // A letter is sent once its mailbox said yes; this bounds how many mails one address can make us ask with. How often one
  // mailbox is asked is held by the database (`letters_ask`).
  'letters.address': {
    windows: [
      { points: 10, per: 60 },
      { points: 100, per: 3600 },
    ],
  },
  // A pledge is a line in the treasurers' list: a rally may make many from one address, a robot without the work few.
  'give.address': {
    windows: [
      { points: 120, per: 600 },
      { points: 1000, per: 86_400 },
    ],
  },
  'give.bare': {
    windows: [
      { points: 12, per: 600 },
      { points: 60, per: 86_400 },
    ],
  },
  // Each pledge with an address is a mail to it.
  'give.mailbox': { windows: [{ points: 4, per: 86_400 }] },
  // What card processors tell us: they send in bursts, and whatever is forged costs a hash.
  'webhook.address': { windows: [{ points: 600, per: 60 }] },
  // Codes typed to prove a signature. Eighty bits cannot be guessed; this keeps trying cheap for us.
  'proof.address': { windows: [{ points: 20, per: 60 }] },
  // A team in one office signs in at nine; guessing needs thousands.
  'signin.address': {
    windows: [
      { points: 20, per: 60 },
      { points: 100, per: 3600 },
    ],
  },
  // Ten wrong passwords. Whoever guesses can lock the password door for a member, never the door by mailed code.
  'signin.account': { windows: [{ points: 10, per: 900 }] },
  // Each code is a mail to somebody.
  'code.address': {
    windows: [
      { points: 10, per: 600 },
      { points: 40, per: 86_400 },
    ],
  },
  'code.account': {
    windows: [
      { points: 3, per: 600 },
      { points: 12, per: 86_400 },
    ],
  },
  // Six digits: five tries at a code that lives ten minutes find it once in 200 000.
  'code.try': { windows: [{ points: 5, per: 600 }] },
  // A whole group may open its invitations at one meeting.
  'invitation.address': { windows: [{ points: 30, per: 600 }] },
  'setup.address': { windows: [{ points: 20, per: 600 }] },
  // Many phones stand behind one address of a mobile carrier, and all come back at once after a restart. The page
  // falls back to asking for totals.json.
  'socket.address': { windows: [{ points: 240, per: 60 }] },
  // Streams opened after a reconnect, on every tab at once; they must not use up what a person may write.
  'read.user': { windows: [{ points: 60, per: 1 }], burst: { points: 200, per: 10 } },
  // A hand never reaches 20 a second; coming back from offline, sixty waiting ones go at once.
  'op.user': { windows: [{ points: 20, per: 1 }], burst: { points: 40, per: 5 } },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

export interface Limits {
  /** Counts one and says whether it was within the limit; `too_many` carries the seconds to wait. */
  take(name: LimitName, key: string): Promise<Result<void>>;
  /** Forgets what was counted, e.g. failed passwords after the right one. */
  forgive(name: LimitName, key: string): Promise<void>;
}

/**
 * Counters of this process. `secret` is any 32 secret bytes (`keyring.derive('limits')`): keys are kept only as hashes
 * with a salt of the day, so that neither a memory dump nor a later day tells who was here. At midnight UTC all counts
 * start anew.
 */
export function createLimits(secret: Uint8Array, now: () => number = Date.now): Limits {
  const daily = createDailyKeys(secret, now);
  const stores = new Map<LimitName, { windows: RateLimiterMemory[]; burst: RateLimiterMemory | null }>();
  const storesOf = (name: LimitName): { windows: RateLimiterMemory[]; burst: RateLimiterMemory | null } => {
    const known = stores.get(name);
    if (known !== undefined) return known;
    const limit: Limit = LIMITS[name];
    const store = ({ points, per }: Window): RateLimiterMemory => new RateLimiterMemory({ points, duration: per });
    const made = { windows: limit.windows.map(store), burst: limit.burst === undefined ? null : store(limit.burst) };
    stores.set(name, made);
    return made;
  };

  return {
    async take(name, key) {
      const { windows, burst } = storesOf(name);
      const hashed = daily(name, key);
      // The longer windows do not count what the shorter one refused: impatience alone locks nobody out for an hour.
      for (const window of windows) {
        let waitMs = await consume(window, hashed);
        if (waitMs !== null && burst !== null && (await consume(burst, hashed)) === null) waitMs = null;
        if (waitMs !== null) return fail('too_many', { retryAfterS: Math.max(1, Math.ceil(waitMs / 1000)) });
      }
      return ok();
    },
    async forgive(name, key) {
      const hashed = daily(name, key);
      const { windows, burst } = storesOf(name);
      for (const store of burst === null ? windows : [...windows, burst]) await store.delete(hashed);
    },
  };
}

/** Null when it was within the limit, else the milliseconds until it will be. */
async function consume(store: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await store.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused.msBeforeNext;
    throw refused;
  }
}
