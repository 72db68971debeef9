/**
 * Tells a figure to thousands without stopping everything else: some sockets at a time, whoever has waited longest first, and
 * always the newest frame. Five thousand writes in one go hold the process for a quarter of a second, in which nobody signs.
 */
export interface CrowdOptions<F> {
  /** Sockets in one go. Rooms up to this size are told at once. */
  slice: number;
  /** Milliseconds between two goes. */
  everyMs: number;
  send: (sockets: readonly string[], frame: F) => void;
}

export interface Crowd<F> {
  tell(room: string, members: Iterable<string>, frame: F): void;
  stop(): void;
}

interface Round<F> {
  frame: F;
  /** In the order in which they were told last: a new frame does not send anybody to the back. */
  waiting: Set<string>;
}

export function createCrowd<F>({ slice, everyMs, send }: CrowdOptions<F>): Crowd<F> {
  const rounds = new Map<string, Round<F>>();
  let timer: NodeJS.Timeout | undefined;

  function go(room: string, round: Round<F>): void {
    const some: string[] = [];
    for (const id of round.waiting) {
      if (some.length >= slice) break;
      some.push(id);
    }
    for (const id of some) round.waiting.delete(id);
    if (round.waiting.size === 0) rounds.delete(room);
    if (some.length > 0) send(some, round.frame);
  }

  function tick(): void {
    for (const [room, round] of rounds) go(room, round);
    if (rounds.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    tell(room, members, frame) {
      const running = rounds.get(room);
      const round = running ?? { frame, waiting: new Set<string>() };
      round.frame = frame;
      for (const id of members) round.waiting.add(id);
      if (running) return;
      rounds.set(room, round);
      go(room, round);
      if (rounds.size === 0 || timer) return;
      timer = setInterval(tick, everyMs);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      rounds.clear();
    },
  };
}
