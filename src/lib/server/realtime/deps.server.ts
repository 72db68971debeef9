import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { Failure } from '$lib/contracts/errors';
import type { ClientToServer, ServerToClient, SocketData } from '$lib/contracts/socket-events';
import type { LiveStore } from './store.server';

type NoServerEvents = Record<string, never>;
export type LiveServer = Server<ClientToServer, ServerToClient, NoServerEvents, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, SocketData>;

/** A session whose token was verified; whether it still lives is asked of the database after that. */
export interface LiveSession {
  userId: string;
  sessionId: string;
  accessToken: string;
  /** Seconds since the epoch at which `accessToken` ends. */
  expiresAt: number;
}

/** Resolves to 0 when allowed, else to the seconds after which to try again. */
export type Limit = (key: string) => Promise<number>;

export interface LiveLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything with a unit in its name; tests shorten them. */
export interface LiveTiming {
  pollMs: number;
  /** Longest wait between two looks while the database is away. */
  pollMaxMs: number;
  heartbeatMs: number;
  sessionsMs: number;
  teamTotalsMs: number;
  publicTotalsMs: number;
  /** Readers of a public figure who are told in one go, and milliseconds until the next go: 4 000 a second at most. */
  crowdSlice: number;
  crowdMs: number;
  /** How old a public frame may be when it answers a page or a new watcher. */
  publicCacheMs: number;
  presenceMs: number;
  presenceTtlMs: number;
  /** The socket of a token that ends is closed this long before, so that the token is never used when stale. */
  expiryMarginMs: number;
  lagLimitMs: number;
  lagPackets: number;
  lagBytes: number;
  frameBytes: number;
  restartSpreadMs: number;
}

export const LIVE_TIMING: LiveTiming = {
  pollMs: 250,
  pollMaxMs: 5_000,
  heartbeatMs: 20_000,
  sessionsMs: 15_000,
  teamTotalsMs: 250,
  publicTotalsMs: 1_000,
  crowdSlice: 200,
  crowdMs: 50,
  publicCacheMs: 1_000,
  presenceMs: 1_000,
  presenceTtlMs: 45_000,
  expiryMarginMs: 30_000,
  lagLimitMs: 30_000,
  lagPackets: 256,
  lagBytes: 1_048_576,
  frameBytes: 65_536,
  restartSpreadMs: 3_000,
};

export interface LiveDeps {
  store: LiveStore;
  /** `none`: the cookies hold no session; `refused`: they hold one that is forged or at its end. */
  readSession(cookieHeader: string): Promise<LiveSession | 'none' | 'refused'>;
  toFailure(error: unknown): Failure;
  limits: { handshake: Limit; read: Limit; op: Limit };
  /** The address people use, e.g. `https://ronda.example`; null: the request's own Host is it. */
  origin: string | null;
  /** The caller's address, proxies taken into account; only ever used as a key of a limit. */
  addressOf(request: IncomingMessage): string;
  log: LiveLog;
  timing?: Partial<LiveTiming>;
}
