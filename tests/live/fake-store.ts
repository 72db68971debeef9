/** A database in memory that keeps the promises of the real one: dense sequences, one effect per op, rights per stream. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry, Row, Since, StreamName, StreamSnapshot, Verb } from '$lib/contracts/journal';
import type { Op } from '$lib/contracts/ops';
import { AUDIENCES, allows, type Role } from '$lib/contracts/permissions';
import type { PublicTotals, TeamTotals } from '$lib/contracts/totals';
import { Refusal, type LiveStore, type Me } from '$lib/server/realtime/store.server';

interface Stream {
  head: number;
  entries: JournalEntry[];
  rows: Map<string, Map<string, Row>>;
}

interface Member {
  id: string;
  campaign: string;
  user: string;
  name: string;
  roles: Role[];
  disabled: boolean;
}

type Applied = { result: { [key: string]: unknown }; entries: JournalEntry[] };

const SINCE_MAX = 2000;

export class FakeDatabase {
  readonly campaign = randomUUID();
  readonly slug = 'argentina';
  readonly boards = new Set<string>();
  readonly streams = new Map<StreamName, Stream>();
  readonly members = new Map<string, Member>();
  /** session id -> user id */
  readonly sessions = new Map<string, string>();
  readonly ops = new Map<string, Applied>();
  readonly calls: string[] = [];
  effects = 0;
  away = false;
  slowMs = 0;
  totals = { v: 1, confirmed: 0 };

  stream(name: StreamName): Stream {
    const known = this.streams.get(name);
    if (known) return known;
    const made: Stream = { head: 0, entries: [], rows: new Map() };
    this.streams.set(name, made);
    return made;
  }

  /** A committed write, as any process may make it. */
  write(
    name: StreamName,
    entity: string,
    id: string,
    verb: Verb,
    patch: Row,
    opId: string | null = null,
  ): JournalEntry {
    const stream = this.stream(name);
    stream.head += 1;
    const rows = stream.rows.get(entity) ?? new Map<string, Row>();
    stream.rows.set(entity, rows);
    if (verb === 'delete') rows.delete(id);
    else rows.set(id, { ...(verb === 'update' ? rows.get(id) : {}), ...patch, id });
    const entry: JournalEntry = {
      stream: name,
      seq: stream.head,
      at: new Date(stream.head).toISOString(),
      actor: null,
      opId,
      entity,
      entityId: id,
      verb,
      patch: verb === 'insert' ? { ...patch, id } : patch,
    };
    stream.entries.push(entry);
    return entry;
  }

  join(roles: Role[], name = 'Ana'): { user: string; session: string; cookie: string } {
    const user = randomUUID();
    const member: Member = { id: randomUUID(), campaign: this.campaign, user, name, roles, disabled: false };
    this.members.set(user, member);
    return { user, ...this.signIn(user) };
  }

  signIn(user: string): { session: string; cookie: string } {
    const session = randomUUID();
    this.sessions.set(session, user);
    return { session, cookie: `fake=${user}.${session}` };
  }

  /** The rows of a stream as JSON that does not depend on the order of keys. */
  digest(name: StreamName): string {
    return digestOf(Object.entries(this.snapshotOf(name).rows).map(([entity, rows]) => [entity, rows] as const));
  }

  snapshotOf(name: StreamName): StreamSnapshot {
    const { head, rows } = this.stream(name);
    return { stream: name, seq: head, rows: Object.fromEntries([...rows].map(([e, map]) => [e, [...map.values()]])) };
  }

  canRead(user: string, session: string, name: StreamName): boolean {
    const member = this.members.get(user);
    if (this.sessions.get(session) !== user || !member || member.disabled) return false;
    const [kind, id, audience] = name.split(':');
    if (kind === 'user') return id === user;
    if (kind === 'board') return this.boards.has(id ?? '') && allows(member.roles, 'boards.read');
    const audiences: { [name: string]: (typeof AUDIENCES)[keyof typeof AUDIENCES] } = AUDIENCES;
    const permission = audiences[audience ?? ''];
    return kind === 'campaign' && id === this.campaign && permission !== undefined && allows(member.roles, permission);
  }

  disable(user: string, opId: string | null = null): JournalEntry[] {
    const member = this.members.get(user);
    if (!member) return [];
    member.disabled = true;
    // As the real trigger: an update carries the changed columns only, not whose row it is.
    return [this.write(`campaign:${this.campaign}:team`, 'members', member.id, 'update', { disabled_at: 'now' }, opId)];
  }

  setRoles(user: string, roles: Role[], opId: string | null = null): JournalEntry[] {
    const member = this.members.get(user);
    if (!member) return [];
    member.roles = roles;
    return [this.write(`campaign:${this.campaign}:admin`, 'member_roles', member.id, 'update', { roles }, opId)];
  }

  endSessions(user: string, opId: string | null = null): JournalEntry[] {
    for (const [session, owner] of this.sessions) if (owner === user) this.sessions.delete(session);
    const patch = { user_id: user, campaign_id: this.campaign, at: 'now' };
    return [this.write(`campaign:${this.campaign}:admin`, 'session_ends', randomUUID(), 'insert', patch, opId)];
  }

  apply(op: Op): Applied {
    const done = this.ops.get(op.opId);
    if (done) return done;
    const args: { [name: string]: unknown } = { ...op.args };
    const text = (name: string): string => String(args[name]);
    const board: StreamName = `board:${text('list')}`;
    const entries = ((): JournalEntry[] => {
      switch (op.kind) {
        case 'card.create':
          return [this.write(board, 'cards', text('id'), 'insert', { title: text('title'), order_key: 'a' }, op.opId)];
        case 'card.move':
          return [this.write(board, 'cards', text('card'), 'update', { order_key: text('after') }, op.opId)];
        case 'team.disable':
          return this.disable(text('user'), op.opId);
        case 'team.set_roles':
          return this.setRoles(text('user'), args['roles'] as Role[], op.opId);
        case 'team.end_sessions':
          return this.endSessions(text('user'), op.opId);
        default:
          throw new Refusal('invalid', { field: 'kind' });
      }
    })();
    this.effects += 1;
    const applied = { result: { n: entries.length }, entries };
    this.ops.set(op.opId, applied);
    return applied;
  }

  /** Everything takes a moment before and after the one instant in which it happens. */
  async at<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    await sleep(Math.random() * (2 + this.slowMs));
    if (this.away) throw new Refusal('unavailable');
    const answer = structuredClone(work());
    await sleep(Math.random() * (2 + this.slowMs));
    return answer;
  }

  publicFrame(): PublicTotals {
    const { v, confirmed } = this.totals;
    return { v, at: new Date(v).toISOString(), campaign: this.slug, signatures: confirmed, goal: 1000 };
  }

  teamFrame(): TeamTotals {
    const { v, confirmed } = this.totals;
    const lists = { byCountry: [], bySource: [], byHour: [], byDay: [], latest: [] };
    const at = new Date(v).toISOString();
    return { v, at, campaign: this.campaign, confirmed, pending: 0, withdrawn: 0, goal: 1000, ...lists };
  }

  store(): LiveStore {
    const since = (name: StreamName, after: number): Since => {
      const { head, entries } = this.stream(name);
      if (after > head || head - after > SINCE_MAX) return { kind: 'snapshot', snapshot: this.snapshotOf(name) };
      return { kind: 'entries', stream: name, head, entries: entries.slice(after) };
    };
    return {
      heads: (names) =>
        this.at('heads', () => Object.fromEntries(names.map((name) => [name, this.streams.get(name)?.head ?? 0]))),
      entries: (name, after, max) =>
        this.at('entries', () =>
          // What the database may send along must not come out at the other end.
          this.stream(name)
            .entries.slice(after, after + max)
            .map((entry) => ({ ...entry, inverse: { secret: 1 } })),
        ),
      sessionsAlive: (ids) => this.at('sessionsAlive', () => ids.filter((id) => this.sessions.has(id))),
      publicTotals: (slug) => this.at('publicTotals', () => (slug === this.slug ? this.publicFrame() : null)),
      totalsVersions: () => this.at('totalsVersions', () => ({ [this.campaign]: this.totals.v })),
      teamTotals: () => this.at('teamTotals', () => this.teamFrame()),
      as: (token) => {
        const [user = '', session = ''] = token.split('.');
        const need = (ok: boolean): void => {
          if (!ok) throw new Refusal('not_found');
        };
        return {
          me: () =>
            this.at('me', (): Me | null => {
              if (this.sessions.get(session) !== user) return null;
              const member = this.members.get(user);
              const here = { campaignId: this.campaign, slug: this.slug };
              const memberships =
                member && !member.disabled ? [{ ...here, displayName: member.name, roles: member.roles }] : [];
              return { userId: user, sessionId: session, memberships };
            }),
          snapshot: (name) =>
            this.at('snapshot', () => {
              need(this.canRead(user, session, name));
              return this.snapshotOf(name);
            }),
          since: (name, after) =>
            this.at('since', () => {
              need(this.canRead(user, session, name));
              return since(name, after);
            }),
          teamTotals: (campaign) =>
            this.at('teamTotalsAs', () => {
              need(campaign === this.campaign && this.canRead(user, session, `campaign:${campaign}:team`));
              return this.teamFrame();
            }),
          applyOp: (op) =>
            this.at('applyOp', () => {
              need(this.canRead(user, session, `campaign:${this.campaign}:team`));
              return this.apply(op);
            }),
        };
      },
    };
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Equal for equal rows, whatever the order of rows, entities and keys; entities without rows do not count. */
export function digestOf(state: Iterable<readonly [string, Iterable<Row>]>): string {
  const entities = [...state]
    .map(([entity, rows]) => [entity, [...rows].map((row) => JSON.stringify(sorted(row))).sort()] as const)
    .filter(([, rows]) => rows.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entities);
}
