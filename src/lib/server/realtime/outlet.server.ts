/**
 * The one door through which application data leaves to browsers: nothing else in the product calls `emit` on a
 * socket. It also keeps slow readers from filling the memory of the process.
 */
import type { StreamName } from '$lib/contracts/journal';
import type { ServerToClient } from '$lib/contracts/socket-events';
import type { PublicTotals } from '$lib/contracts/totals';
import { createCrowd } from './crowd.server';
import type { LiveServer, LiveSocket, LiveTiming } from './deps.server';

/** Sockets that read too slowly stand in this room and are left out of every broadcast until they have drained. */
const LAGGING = 'state:lagging';

export const roomOf = {
  stream: (stream: StreamName): string => `stream:${stream}`,
  publicTotals: (slug: string): string => `public:${slug}`,
  teamTotals: (campaign: string): string => `team:${campaign}`,
  members: (campaign: string): string => `members:${campaign}`,
};

export interface Outlet {
  toRoom<E extends keyof ServerToClient>(room: string, event: E, ...payload: Parameters<ServerToClient[E]>): void;
  /** A figure to all who read the public page: in slices when they are many, so that signing goes on meanwhile. */
  toCrowd(room: string, frame: PublicTotals): void;
  toSocket<E extends keyof ServerToClient>(
    socket: LiveSocket,
    event: E,
    ...payload: Parameters<ServerToClient[E]>
  ): void;
  toAll<E extends keyof ServerToClient>(event: E, ...payload: Parameters<ServerToClient[E]>): void;
  isLagging(socket: LiveSocket): boolean;
  stop(): void;
}

interface EngineSide {
  writeBuffer?: { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number } };
}

/** Packets and bytes that wait in this process for one socket. */
function waiting(socket: LiveSocket): { packets: number; bytes: number } {
  // engine.io keeps the queue under a private name in its types; it is the only place where it can be seen.
  const engine: EngineSide = Object(socket.conn);
  const buffer = engine.writeBuffer ?? [];
  let bytes = engine.transport?.socket?.bufferedAmount ?? 0;
  for (const packet of buffer) if (typeof packet.data === 'string') bytes += packet.data.length;
  return { packets: buffer.length, bytes };
}

/**
 * @param onDrained called when a slow reader has caught up: it missed broadcasts and must be told the heads.
 */
export function createOutlet(io: LiveServer, timing: LiveTiming, onDrained: (socket: LiveSocket) => void): Outlet {
  const lagging = new Map<LiveSocket, NodeJS.Timeout>();

  function release(socket: LiveSocket): void {
    clearTimeout(lagging.get(socket));
    lagging.delete(socket);
  }

  function markLagging(socket: LiveSocket): void {
    if (lagging.has(socket)) return;
    void socket.join(LAGGING);
    const timer = setTimeout(() => socket.disconnect(true), timing.lagLimitMs);
    timer.unref();
    lagging.set(socket, timer);
    const onDrain = (): void => {
      const { packets, bytes } = waiting(socket);
      if (packets > timing.lagPackets / 2 || bytes > timing.lagBytes / 2) return;
      socket.conn.off('drain', onDrain);
      if (!lagging.has(socket)) return;
      release(socket);
      void socket.leave(LAGGING);
      if (socket.connected) onDrained(socket);
    };
    socket.conn.on('drain', onDrain);
    socket.once('disconnect', () => {
      socket.conn.off('drain', onDrain);
      release(socket);
    });
  }

  function sift(ids: Iterable<string>): void {
    for (const id of ids) {
      const socket = io.sockets.sockets.get(id);
      if (!socket || lagging.has(socket)) continue;
      const { packets, bytes } = waiting(socket);
      if (packets > timing.lagPackets || bytes > timing.lagBytes) markLagging(socket);
    }
  }

  const membersOf = (room: string): Iterable<string> => io.sockets.adapter.rooms.get(room) ?? [];

  const crowd = createCrowd<PublicTotals>({
    slice: timing.crowdSlice,
    everyMs: timing.crowdMs,
    send(ids, frame) {
      sift(ids);
      // Each socket is in the room of its own id.
      io.to([...ids])
        .except(LAGGING)
        .emit('totals', frame);
    },
  });

  return {
    toRoom(room, event, ...payload) {
      sift(membersOf(room));
      io.to(room)
        .except(LAGGING)
        .emit(event, ...payload);
    },
    toCrowd: (room, frame) => crowd.tell(room, membersOf(room), frame),
    toSocket(socket, event, ...payload) {
      socket.emit(event, ...payload);
    },
    toAll(event, ...payload) {
      io.emit(event, ...payload);
    },
    isLagging: (socket) => lagging.has(socket),
    stop() {
      crowd.stop();
      for (const timer of lagging.values()) clearTimeout(timer);
      lagging.clear();
    },
  };
}
