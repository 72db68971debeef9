import type { Failure } from '$lib/contracts/errors';
import type { JournalEntry, Row, Since, StreamName, StreamSnapshot } from '$lib/contracts/journal';
import type { Op } from '$lib/contracts/ops';
import type { Role } from '$lib/contracts/permissions';
import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';

export interface Membership {
  campaignId: string;
  slug: string;
  displayName: string;
  roles: Role[];
}

/** Who the database says this session is, now. */
export interface Me {
  userId: string;
  sessionId: string;
  memberships: Membership[];
}

/** What the database answers to one signed-in user; every call is authorised there, none here. */
export interface MemberStore {
  /** Null when the session is dead. */
  me(): Promise<Me | null>;
  snapshot(stream: StreamName): Promise<StreamSnapshot>;
  since(stream: StreamName, after: number): Promise<Since>;
  teamTotals(campaign: string): Promise<TeamTotals>;
  applyOp(op: Op): Promise<{ result: { [key: string]: unknown }; entries: JournalEntry[] }>;
}

/**
 * The database as the live part sees it. Every method rejects when the database refuses or is away; `toFailure` of the
 * dependencies turns what it rejects with into a `Failure`.
 */
export interface LiveStore {
  heads(streams: readonly StreamName[]): Promise<{ [stream: string]: number }>;
  /** At most `max` entries after `after`, in order. */
  entries(stream: StreamName, after: number, max: number): Promise<JournalEntry[]>;
  /** Those of `ids` whose session still lives. */
  sessionsAlive(ids: readonly string[]): Promise<string[]>;
  /** Null when there is no such public campaign. */
  publicTotals(slug: string): Promise<PublicTotals | null>;
  /** `v` of the totals of these campaigns: cheap, tells whether a frame is worth reading. */
  totalsVersions(campaigns: readonly string[]): Promise<{ [campaign: string]: number }>;
  /** As the system, for frames to people whose right was checked with their own token. */
  teamTotals(campaign: string): Promise<TeamTotals | null>;
  as(accessToken: string): MemberStore;
}

/** A refusal that is already in the words of the contract. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(code: Failure['code'], more: Partial<Omit<Failure, 'ok' | 'code'>> = {}) {
    super(code);
    this.failure = { ok: false, code, ...more };
  }
}

/**
 * Only the agreed fields of an entry, whatever the database sent with it: `inverse` (the undo, which holds the old
 * values) and the hash chain stay inside.
 */
export function entryForAudience(raw: JournalEntry): JournalEntry {
  const patch: Row = raw.patch;
  return {
    stream: raw.stream,
    seq: Number(raw.seq),
    at: raw.at,
    actor: raw.actor,
    opId: raw.opId,
    entity: raw.entity,
    entityId: raw.entityId,
    verb: raw.verb,
    patch,
  };
}
