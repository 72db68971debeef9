import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import type { JournalEntry } from '$lib/contracts/journal';
import { LIVE_PATH } from '$lib/contracts/socket-events';
import type { PublicTotals } from '$lib/contracts/totals';
import { LIVE_TIMING, type LiveDeps, type LiveServer, type LiveSocket } from './deps.server';
import { listen } from './events.server';
import { isLivePath, originAllowed } from './handshake.server';
import { createOps } from './ops.server';
import { createOutlet, roomOf } from './outlet.server';
import { createPresence } from './presence.server';
import { createRelay } from './relay.server';
import { createRevocation, type Revocation } from './revocation.server';
import { createRooms, isControlStream } from './rooms.server';
import { Refusal } from './store.server';
import { createTotals } from './totals.server';

export interface Realtime {
  /** Entries of a write this process made outside a socket (a form action, a job), as the database answered them. */
  offer(entries: readonly JournalEntry[]): void;
  /** Signatures, money or custody changed here: frames go out as soon as their pace allows. */
  pokeTotals(): void;
  /** For GET totals.json and the first paint: at most a second old, one read however many ask. */
  latestPublicTotals(slug: string): Promise<PublicTotals | null>;
  /** Off the line at once, e.g. when somebody signs out by the form. */
  endSession(sessionId: string): void;
  endUser(userId: string): void;
  /** Looks at the journal now instead of at the next tick. */
  look(): Promise<void>;
  readonly sockets: number;
  /** Tells browsers when to come back, then closes every socket; resolves within a second. */
  stop(): Promise<void>;
}

/** One live server on an HTTP server that also serves the pages. The product has one, by `attachRealtime`. */
export function serveRealtime(http: HttpServer, deps: LiveDeps): Realtime {
  const timing = { ...LIVE_TIMING, ...deps.timing };
  const { log } = deps;

  // socket.io takes the whole server it is given: it answers requests, and its close() closes it. It gets one that
  // never listens, and is handed the upgrades of its own path; pages, Vite's socket and the stop remain the entry's.
  const gate = createServer();
  const io: LiveServer = new Server(gate, {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 262_144,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => {
      if (!originAllowed(request.headers, deps.origin)) return answer('bad_origin', false);
      deps.limits.handshake(deps.addressOf(request)).then(
        (retryAfterS) => answer(retryAfterS > 0 ? 'too_many' : null, retryAfterS === 0),
        () => answer('unavailable', false),
      );
    },
  });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (isLivePath(request.url)) {
      // The trailing slash is how socket.io writes its own path; a program may leave it out.
      request.url = (request.url ?? '').replace(/^\/live(?=$|\?)/, `${LIVE_PATH}/`);
      gate.emit('upgrade', request, socket, head);
    } else if (http.listenerCount('upgrade') === 1) {
      // Node leaves an upgrade that nobody answers open for ever.
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    }
  }
  http.on('upgrade', upgrade);

  const outlet = createOutlet(io, timing, (socket) => tellHeads(socket));
  let revocation: Revocation | null = null;
  const relay = createRelay({
    store: deps.store,
    timing,
    log,
    isControl: isControlStream,
    output: {
      entries: (stream, entries) => outlet.toRoom(roomOf.stream(stream), 'delta', { stream, entries }),
      heads: (stream, head) => outlet.toRoom(roomOf.stream(stream), 'heads', { [stream]: head }),
      witness: (entry) => revocation?.witness(entry),
    },
  });
  const rooms = createRooms({ deps, relay, outlet });
  revocation = createRevocation(rooms);
  const totals = createTotals({
    store: deps.store,
    outlet,
    timing,
    log,
    hasRoom: (room) => io.sockets.adapter.rooms.has(room),
  });
  const presence = createPresence(outlet, timing);
  const ops = createOps({ deps, relay, revocation, totals });
  const parts = { deps, relay, rooms, outlet, totals, presence, ops };

  /** What a reader compares its own state with, so that whatever it missed is noticed. */
  function tellHeads(socket: LiveSocket): void {
    if (outlet.isLagging(socket)) return;
    for (const room of socket.rooms) totals.repeat(room, socket);
    const seat = rooms.seatOf(socket);
    if (!seat) return;
    const heads: { [stream: string]: number } = {};
    for (const stream of seat.streams.keys()) if (relay.follows(stream)) heads[stream] = relay.watermark(stream);
    outlet.toSocket(socket, 'heads', heads);
  }

  async function admit(socket: LiveSocket): Promise<void> {
    socket.data = { actor: null, streams: new Set() };
    const { cookie } = socket.handshake.headers;
    const asPublic = socket.handshake.auth['as'] === 'public';
    if (!cookie || asPublic) return;
    const session = await deps.readSession(cookie);
    if (session === 'none') return;
    if (session === 'refused') throw new Refusal('signed_out');
    // Also when the browser leaves while it is being admitted, when there is no `disconnect` yet.
    socket.conn.once('close', () => {
      const seat = rooms.seatOf(socket);
      if (seat) ops.forget(seat);
      rooms.leave(socket);
    });
    await rooms.admit(socket, session);
    const { userId, sessionId, accessToken } = session;
    socket.data.actor = { userId, sessionId, accessToken };
    const left = session.expiresAt * 1000 - Date.now();
    const timer = setTimeout(
      () => socket.disconnect(true),
      Math.max(left - timing.expiryMarginMs, Math.min(left, 1_000), 0),
    );
    timer.unref();
    socket.conn.once('close', () => clearTimeout(timer));
  }

  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => {
        const failure = error instanceof Refusal ? error.failure : deps.toFailure(error);
        next(Object.assign(new Error(failure.code), { data: failure }));
      },
    );
  });
  io.on('connection', (socket) => {
    // Held for nothing otherwise: the request with its headers, cookies among them.
    Reflect.set(socket.conn, 'request', null);
    socket.on('disconnect', () => presence.gone(socket.id));
    listen(socket, parts);
  });

  const heartbeat = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) tellHeads(socket);
  }, timing.heartbeatMs);
  const sweep = setInterval(() => {
    const ids = [...new Set([...rooms.seats()].map(({ actor }) => actor.sessionId))];
    if (ids.length === 0) return;
    deps.store.sessionsAlive(ids).then(
      (alive) => {
        const living = new Set(alive);
        const asked = new Set(ids);
        rooms.expel(({ actor }) => asked.has(actor.sessionId) && !living.has(actor.sessionId));
      },
      (error: unknown) => log.warn({ err: error }, 'live: sessions could not be checked'),
    );
  }, timing.sessionsMs);
  heartbeat.unref();
  sweep.unref();

  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    clearInterval(heartbeat);
    clearInterval(sweep);
    relay.stop();
    totals.stop();
    presence.stop();
    http.off('upgrade', upgrade);
    for (const socket of io.sockets.sockets.values()) {
      // Not all at once: a thousand browsers that come back in one second are an attack of our own making.
      outlet.toSocket(socket, 'restart', { inMs: 500 + Math.round(Math.random() * timing.restartSpreadMs) });
    }
    if (io.sockets.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    io.disconnectSockets(true);
    outlet.stop();
    await Promise.race([
      new Promise<void>((resolve) => void io.close(() => resolve())),
      new Promise<void>((resolve) => setTimeout(resolve, 500).unref()),
    ]);
  }

  const running: Realtime = {
    offer: (entries) => relay.offer(entries),
    pokeTotals: () => totals.poke(),
    latestPublicTotals: (slug) => totals.latestPublic(slug),
    endSession: (id) => rooms.expel(({ actor }) => actor.sessionId === id),
    endUser: (id) => rooms.expel(({ actor }) => actor.userId === id),
    look: () => relay.look(),
    get sockets() {
      return io.sockets.sockets.size;
    },
    stop: () => (stopping ??= stop()),
  };
  return running;
}
