/** A live server on a port of its own, and browsers made of the product's own client code. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { StreamName } from '$lib/contracts/journal';
import { LIVE_PATH, type ClientToServer, type ServerToClient } from '$lib/contracts/socket-events';
import { Connection, type Refreshed } from '$lib/live/connection.svelte';
import type { State } from '$lib/live/fold';
import type { LiveLink } from '$lib/live/link';
import { LiveCollection, type CollectionTiming } from '$lib/live/live-collection.svelte';
import { OpQueue } from '$lib/live/op-queue.svelte';
import type { LiveDeps, LiveTiming } from '$lib/server/realtime/deps.server';
import { serveRealtime, type Realtime } from '$lib/server/realtime/serve.server';
import { Refusal } from '$lib/server/realtime/store.server';
import { type FakeDatabase, digestOf } from './fake-store';

export type Raw = Socket<ServerToClient, ClientToServer>;

export interface House {
  http: Server;
  live: Realtime;
  url: string;
  close(): Promise<void>;
}

const QUICK: Partial<LiveTiming> = {
  pollMs: 40,
  heartbeatMs: 300,
  sessionsMs: 200,
  presenceMs: 50,
  restartSpreadMs: 50,
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a live server needs beside its store, without limits and with a quiet log. */
export function depsOf(db: FakeDatabase, more: Partial<LiveDeps> = {}): LiveDeps {
  return {
    store: db.store(),
    readSession: (header) => {
      const token = /(?:^|;\s*)fake=([^;]*)/.exec(header)?.[1];
      if (token === undefined) return Promise.resolve('none');
      const [userId = '', sessionId = ''] = token.split('.');
      // The signature of a real token: here it is a session that was once given out.
      if (!db.members.has(userId) || sessionId.length !== 36) return Promise.resolve('refused');
      return Promise.resolve({ userId, sessionId, accessToken: token, expiresAt: Date.now() / 1000 + 3600 });
    },
    toFailure: (error) => (error instanceof Refusal ? error.failure : { ok: false, code: 'unknown' }),
    limits: { handshake: () => Promise.resolve(0), read: () => Promise.resolve(0), op: () => Promise.resolve(0) },
    origin: null,
    addressOf: () => 'somebody',
    log: quiet,
    ...more,
    timing: { ...QUICK, ...more.timing },
  };
}

export async function openHouse(deps: LiveDeps, port0 = 0): Promise<House> {
  const http = createServer((_, response) => response.end('a page'));
  await new Promise<void>((resolve) => http.listen(port0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const live = serveRealtime(http, deps);
  return {
    http,
    live,
    url: `http://127.0.0.1:${port}`,
    async close() {
      await live.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

interface RawOptions {
  cookie?: string;
  origin?: string | null;
  as?: 'public' | 'member';
}

/** A bare socket, for what a well-behaved browser would not do. Rejects with the refusal of the handshake. */
export async function rawSocket(house: House, { cookie, origin, as = 'member' }: RawOptions = {}): Promise<Raw> {
  const extraHeaders: { [name: string]: string } = {};
  if (cookie) extraHeaders['cookie'] = cookie;
  if (origin !== null) extraHeaders['origin'] = origin ?? house.url;
  const settings: Partial<ManagerOptions & SocketOptions> = {
    path: LIVE_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { as },
    extraHeaders,
  };
  const socket: Raw = io(house.url, settings);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
  return socket;
}

export interface Browser {
  connection: Connection;
  link: LiveLink;
  queue: OpQueue;
  open(stream: StreamName): LiveCollection;
  close(): void;
}

interface BrowserOptions {
  cookie?: string;
  refresh?: () => Promise<Refreshed>;
  /** Puts something between the connection and the screens. */
  wire?: (link: LiveLink) => LiveLink;
  timing?: Partial<CollectionTiming>;
}

export function openBrowser(house: House, { cookie, refresh, wire, timing }: BrowserOptions): Browser {
  const connection = new Connection({
    as: 'member',
    url: house.url,
    backMs: 20,
    headers: { origin: house.url, ...(cookie ? { cookie } : {}) },
    refresh: refresh ?? (() => Promise.resolve('ok')),
  });
  const link = wire ? wire(connection) : connection;
  const queue = new OpQueue(link);
  connection.start();
  return {
    connection,
    link,
    queue,
    open(stream) {
      const schedule = (work: () => void) => () => queueMicrotask(work);
      const collection = new LiveCollection({
        link,
        queue,
        stream,
        schedule,
        timing: { gapMs: 30, quietMs: 150, retryMs: 30, ...timing },
      });
      collection.start();
      return collection;
    },
    close() {
      queue.stop();
      connection.stop();
    },
  };
}

export function digest(state: State): string {
  return digestOf([...state].map(([entity, rows]) => [entity, rows.values()] as const));
}

/** Waits until `check` holds; fails with what it last saw. */
export async function until(check: () => boolean, what: string, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!check()) {
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
