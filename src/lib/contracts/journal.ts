/**
 * A stream is an audience with a sequence of its own: at once the room, the partition of the journal, the unit of
 * permission and the cursor of a client. `seq` is dense and in commit order within one stream.
 */
export type StreamName =
  | `campaign:${string}:${'team' | 'figures' | 'treasury' | 'legal' | 'dates' | 'signatures' | 'admin'}`
  | `board:${string}`
  | `compartment:${string}`
  | `user:${string}`;

export type Verb = 'insert' | 'update' | 'delete';
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Row = { [column: string]: Json };

/** One journal row as its audience sees it. `patch` is the whole visible row on insert, the changed columns on update. */
export interface JournalEntry {
  stream: StreamName;
  seq: number;
  /** ISO instant, UTC. */
  at: string;
  /** User id, or null for the system. */
  actor: string | null;
  opId: string | null;
  /** Table name, e.g. `cards`. */
  entity: string;
  entityId: string;
  verb: Verb;
  patch: Row;
}

/** All rows a stream's audience sees, true at `seq`. Rows carry `id`. */
export interface StreamSnapshot {
  stream: StreamName;
  seq: number;
  rows: { [entity: string]: Row[] };
}

export type Since =
  | { kind: 'entries'; stream: StreamName; head: number; entries: JournalEntry[] }
  /** Too far behind, or the journal no longer reaches back: start again from a snapshot. */
  | { kind: 'snapshot'; snapshot: StreamSnapshot };
