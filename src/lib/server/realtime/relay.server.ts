import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import type { LiveLog, LiveTiming } from './deps.server';
import { entryForAudience, type LiveStore } from './store.server';

/** Entries read in one go while catching up. */
const PULL = 500;

interface Track {
  refs: number;
  /** Everything up to here was handed to the outlet, or stood in the database before anybody listened. */
  watermark: number;
  /** Resolves once `watermark` is known. */
  baseline: Promise<void>;
  ready: boolean;
  /** Arrived ahead of their turn. */
  early: Map<number, JournalEntry>;
  out: JournalEntry[];
  pulling: Promise<void> | null;
}

export interface RelayOutput {
  entries(stream: StreamName, entries: JournalEntry[]): void;
  /** Too large to carry: the reader fetches. */
  heads(stream: StreamName, head: number): void;
  /** Sees every entry as soon as this process knows of it, before anything that was committed later is sent. */
  witness(entry: JournalEntry): void;
}

export interface Relay {
  /** Resolves when nothing committed from now on can be missed. Counted: each that resolved needs its `release`. */
  subscribe(stream: StreamName): Promise<void>;
  release(stream: StreamName): void;
  /** True when `stream` is followed and its starting point is known. */
  follows(stream: StreamName): boolean;
  /** Highest seq already sent; 0 when nobody subscribed. */
  watermark(stream: StreamName): number;
  /** Entries of a write this process just made. */
  offer(entries: readonly JournalEntry[]): void;
  /** Looks at the database now. Resolves when everything found was handed out. */
  look(): Promise<void>;
  stop(): void;
}

interface RelayOptions {
  store: LiveStore;
  output: RelayOutput;
  timing: LiveTiming;
  log: LiveLog;
  /** Streams whose entries may end somebody's rights: read before all others of the same look. */
  isControl(stream: StreamName): boolean;
}

/**
 * Carries the journal to rooms. What this process wrote goes out at once; what others wrote (another process, a job, an
 * SQL console) is found by looking at the heads. Correctness rests on the heads alone, `offer` only saves the wait.
 */
export function createRelay({ store, output, timing, log, isControl }: RelayOptions): Relay {
  const tracks = new Map<StreamName, Track>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wait = timing.pollMs;
  let flushing = false;
  let asking: { streams: Set<StreamName>; answer: Promise<{ [stream: string]: number }> } | null = null;

  /** Baselines asked for in one tick share one call: after a restart hundreds of sockets open at once. */
  function headOf(stream: StreamName): Promise<number> {
    if (!asking) {
      const streams = new Set<StreamName>();
      const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        asking = null;
        return store.heads([...streams]);
      });
      asking = { streams, answer };
    }
    asking.streams.add(stream);
    return asking.answer.then((heads) => Number(heads[stream] ?? 0));
  }

  function flush(): void {
    flushing = false;
    for (const [stream, track] of tracks) {
      if (track.out.length === 0) continue;
      const batch = track.out;
      track.out = [];
      const bytes = Buffer.byteLength(JSON.stringify(batch));
      if (bytes > timing.frameBytes) output.heads(stream, track.watermark);
      else output.entries(stream, batch);
    }
  }

  function drain(track: Track): void {
    if (!track.ready) return;
    for (;;) {
      const next = track.early.get(track.watermark + 1);
      if (!next) break;
      track.early.delete(next.seq);
      track.watermark = next.seq;
      track.out.push(next);
    }
    for (const seq of track.early.keys()) if (seq <= track.watermark) track.early.delete(seq);
    if (track.out.length > 0 && !flushing && !stopped) {
      flushing = true;
      setImmediate(flush);
    }
  }

  function accept(track: Track, entries: readonly JournalEntry[]): void {
    for (const raw of entries) {
      const entry = entryForAudience(raw);
      if ((track.ready && entry.seq <= track.watermark) || track.early.has(entry.seq)) continue;
      output.witness(entry);
      track.early.set(entry.seq, entry);
    }
    drain(track);
  }

  function pull(stream: StreamName, track: Track): Promise<void> {
    track.pulling ??= (async () => {
      for (;;) {
        const entries = await store.entries(stream, track.watermark, PULL);
        if (stopped || tracks.get(stream) !== track) return;
        const before = track.watermark;
        accept(track, entries);
        if (entries.length < PULL || track.watermark === before) return;
      }
    })().finally(() => {
      track.pulling = null;
    });
    return track.pulling;
  }

  async function look(): Promise<void> {
    const ready = [...tracks].filter(([, track]) => track.ready);
    if (ready.length === 0) return;
    const heads = await store.heads(ready.map(([stream]) => stream));
    const behind = ready.filter(([stream, track]) => Number(heads[stream] ?? 0) > track.watermark);
    const pullAll = (chosen: [StreamName, Track][]): Promise<unknown> =>
      Promise.all(chosen.map(([stream, track]) => pull(stream, track)));
    await pullAll(behind.filter(([stream]) => isControl(stream)));
    await pullAll(behind.filter(([stream]) => !isControl(stream)));
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      look().then(
        () => {
          if (wait > timing.pollMs) log.info({}, 'live: the database answers again');
          wait = timing.pollMs;
          schedule();
        },
        (error: unknown) => {
          if (wait === timing.pollMs) log.warn({ err: error }, 'live: the database does not answer, waiting');
          wait = Math.min(wait * 2, timing.pollMaxMs);
          schedule();
        },
      );
    }, wait);
    timer.unref();
  }
  schedule();

  return {
    subscribe(stream) {
      const known = tracks.get(stream);
      if (known) {
        known.refs += 1;
        return known.baseline;
      }
      const track: Track = {
        refs: 1,
        watermark: 0,
        baseline: Promise.resolve(),
        ready: false,
        early: new Map(),
        out: [],
        pulling: null,
      };
      track.baseline = headOf(stream).then((head) => {
        track.watermark = head;
        track.ready = true;
        drain(track);
        if (track.early.size > 0) void pull(stream, track).catch(() => undefined);
      });
      tracks.set(stream, track);
      // A baseline that failed must not be shared with the next who asks.
      track.baseline.catch(() => {
        if (tracks.get(stream) === track) tracks.delete(stream);
      });
      return track.baseline;
    },
    release(stream) {
      const track = tracks.get(stream);
      if (!track) return;
      track.refs -= 1;
      if (track.refs <= 0) tracks.delete(stream);
    },
    follows: (stream) => tracks.get(stream)?.ready ?? false,
    watermark: (stream) => tracks.get(stream)?.watermark ?? 0,
    offer(entries) {
      const touched = new Map<StreamName, JournalEntry[]>();
      for (const entry of entries) {
        const list = touched.get(entry.stream);
        if (list) list.push(entry);
        else touched.set(entry.stream, [entry]);
      }
      for (const [stream, list] of touched) {
        const track = tracks.get(stream);
        if (!track) {
          for (const entry of list) output.witness(entryForAudience(entry));
          continue;
        }
        accept(track, list);
        // Another writer's entry lies between: it is committed already, since seq is dense in commit order.
        if (track.ready && track.early.size > 0) void pull(stream, track).catch(() => undefined);
      }
    },
    look,
    stop() {
      stopped = true;
      clearTimeout(timer);
      tracks.clear();
    },
  };
}
