/**
 * The one contract of the socket at path `/live`. Server, browser and tests import it; nothing is emitted that is not here.
 * Everything of the team comes as `delta` on a stream; `totals` is the only event the public receives.
 */
import type { Result } from './errors';
import type { JournalEntry, Since, StreamName, StreamSnapshot } from './journal';
import type { Op } from './ops';
import type { PublicTotals, TeamTotals } from './totals';

export interface Presence {
  /** User id. */
  user: string;
  name: string;
  /** What they look at, e.g. `today`, `board:<id>`. */
  at: string;
  /** Seconds since their last sign of life. */
  idleS: number;
}

export interface ServerToClient {
  /** Whole-state frame, at most 1 Hz, highest `v` wins. */
  totals: (frame: PublicTotals) => void;
  /** Whole-state frame for the team, at most 4 Hz, highest `v` wins. */
  'team:totals': (frame: TeamTotals) => void;
  /** Entries of one stream in order of `seq`. A gap means: ask `since`. */
  delta: (batch: { stream: StreamName; entries: JournalEntry[] }) => void;
  /** Heads of the streams this socket has open, every 20 s and when a delta was too large to carry. */
  heads: (heads: { [stream: string]: number }) => void;
  presence: (batch: { campaign: string; people: Presence[] }) => void;
  /** The right to these streams has ended; forget what was kept of them. */
  revoked: (what: { streams: StreamName[] }) => void;
  /** The server is about to stop; come back after `inMs`. */
  restart: (when: { inMs: number }) => void;
}

export interface ClientToServer {
  /** Public counter of a campaign by slug; needs no session. Answers the newest frame. */
  'totals:watch': (q: { campaign: string }, ack: (r: Result<PublicTotals>) => void) => void;
  'team:watch': (q: { campaign: string; at: string }, ack: (r: Result<TeamTotals>) => void) => void;
  /** Joins the room first, then reads. With `since`, answers only what came after. */
  open: (q: { stream: StreamName; since?: number }, ack: (r: Result<Since>) => void) => void;
  since: (q: { stream: StreamName; since: number }, ack: (r: Result<Since>) => void) => void;
  snapshot: (q: { stream: StreamName }, ack: (r: Result<StreamSnapshot>) => void) => void;
  close: (q: { stream: StreamName }) => void;
  op: (op: Op, ack: (r: Result<OpAck>) => void) => void;
  here: (q: { campaign: string; at: string }) => void;
}

export interface OpAck {
  opId: string;
  /** What the operation answered, e.g. the order key it chose. */
  result: { [key: string]: unknown };
  /** The entries it made, per stream: when the client has applied these it may call the op saved. */
  seqs: { stream: StreamName; seq: number }[];
}

export interface SocketData {
  /** Null for the public. */
  actor: { userId: string; sessionId: string; accessToken: string } | null;
  streams: Set<StreamName>;
}

export const LIVE_PATH = '/live';
