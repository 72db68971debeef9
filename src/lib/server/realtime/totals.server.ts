import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';
import type { LiveLog, LiveSocket, LiveTiming } from './deps.server';
import { roomOf, type Outlet } from './outlet.server';
import type { LiveStore } from './store.server';

/** Public frames kept, the unknown slugs among them: guessing names must not reach the database each time. */
const KEPT = 200;

export interface Totals {
  /** The newest public frame, at most a second old; null when there is no such campaign. Rejects when nothing is known. */
  latestPublic(slug: string): Promise<PublicTotals | null>;
  watchPublic(slug: string): void;
  watchTeam(campaign: string): void;
  /** Something that counts has changed here: look as soon as the pace allows. Without it the change is found by looking. */
  poke(): void;
  /** The newest frame of `room` once more, to one who may have missed it. */
  repeat(room: string, socket: LiveSocket): void;
  stop(): void;
}

interface TotalsOptions {
  store: Pick<LiveStore, 'publicTotals' | 'teamTotals' | 'totalsVersions'>;
  outlet: Outlet;
  timing: LiveTiming;
  log: LiveLog;
  hasRoom(room: string): boolean;
}

interface Watch<F> {
  room: string;
  sent: F | null;
  /** Null when there is nothing newer than `sent`. */
  read(sent: F | null): Promise<F | null>;
}

/** A clock of its own for one audience: never faster than `paceMs`, quiet while nobody watches. */
function createPace<F extends { v: number }>(
  paceMs: number,
  idleMs: number,
  options: Pick<TotalsOptions, 'log' | 'hasRoom'>,
  send: (room: string, frame: F) => void,
) {
  const watches = new Map<string, Watch<F>>();
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Infinity;
  let lastAt = 0;
  let running = false;
  let again = false;
  let stopped = false;

  function arm(inMs: number): void {
    const at = Date.now() + inMs;
    if (stopped || at >= dueAt) return;
    dueAt = at;
    clearTimeout(timer);
    timer = setTimeout(run, inMs);
    timer.unref();
  }

  function run(): void {
    dueAt = Infinity;
    if (running) {
      again = true;
      return;
    }
    running = true;
    lastAt = Date.now();
    const work = [...watches].map(async ([key, watch]) => {
      if (!options.hasRoom(watch.room)) {
        watches.delete(key);
        return;
      }
      const frame = await watch.read(watch.sent);
      if (!frame || (watch.sent && frame.v <= watch.sent.v) || stopped) return;
      watch.sent = frame;
      send(watch.room, frame);
    });
    void Promise.allSettled(work).then((results) => {
      running = false;
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) options.log.warn({ err: failed.reason }, 'live: totals could not be read');
      if (watches.size > 0) arm(again ? Math.max(0, lastAt + paceMs - Date.now()) : failed ? idleMs * 4 : idleMs);
      again = false;
    });
  }

  return {
    watch(room: string, read: Watch<F>['read']): void {
      if (!watches.has(room)) watches.set(room, { room, sent: null, read });
      arm(idleMs);
    },
    newest: (room: string): F | null => watches.get(room)?.sent ?? null,
    poke(): void {
      if (watches.size === 0) return;
      if (running) again = true;
      else arm(Math.max(0, lastAt + paceMs - Date.now()));
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Whole-state figures for the public and the team: the highest `v` wins, so a frame may be dropped or come twice. */
export function createTotals({ store, outlet, timing, log, hasRoom }: TotalsOptions): Totals {
  const kept = new Map<string, { frame: PublicTotals | null; at: number }>();
  const reading = new Map<string, Promise<PublicTotals | null>>();
  const team = createPace<TeamTotals>(timing.teamTotalsMs, timing.teamTotalsMs * 2, { log, hasRoom }, (room, frame) =>
    outlet.toRoom(room, 'team:totals', frame),
  );
  const open = createPace<PublicTotals>(timing.publicTotalsMs, timing.publicTotalsMs, { log, hasRoom }, (room, frame) =>
    outlet.toCrowd(room, frame),
  );

  /** Concurrent readers of one campaign share one call. */
  function read(slug: string): Promise<PublicTotals | null> {
    const running = reading.get(slug);
    if (running) return running;
    const call = store
      .publicTotals(slug)
      .then((frame) => {
        const before = kept.get(slug)?.frame;
        const newest = frame && before && before.v > frame.v ? before : frame;
        kept.delete(slug);
        kept.set(slug, { frame: newest, at: Date.now() });
        for (const oldest of kept.keys()) {
          if (kept.size <= KEPT) break;
          kept.delete(oldest);
        }
        return newest;
      })
      .finally(() => reading.delete(slug));
    reading.set(slug, call);
    return call;
  }

  return {
    async latestPublic(slug) {
      const known = kept.get(slug);
      if (known && Date.now() - known.at < timing.publicCacheMs) return known.frame;
      try {
        return await read(slug);
      } catch (error) {
        // Old figures with their own `at` are better than none while the database is away.
        if (known?.frame) return known.frame;
        throw error;
      }
    },
    watchPublic: (slug) => open.watch(roomOf.publicTotals(slug), () => read(slug)),
    watchTeam: (campaign) =>
      team.watch(roomOf.teamTotals(campaign), async (sent) => {
        const versions = await store.totalsVersions([campaign]);
        return sent && (versions[campaign] ?? 0) <= sent.v ? null : store.teamTotals(campaign);
      }),
    repeat(room, socket) {
      const shown = open.newest(room);
      if (shown) outlet.toSocket(socket, 'totals', shown);
      const desk = team.newest(room);
      if (desk) outlet.toSocket(socket, 'team:totals', desk);
    },
    poke() {
      team.poke();
      open.poke();
    },
    stop() {
      team.stop();
      open.stop();
    },
  };
}
