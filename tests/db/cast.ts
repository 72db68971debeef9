/**
 * The persons of the database's tests, each with a real account and session, and the campaign they work in. Whatever a
 * right can end by is a person too: disabled, removed, signed out.
 */
import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { JournalEntry, Row } from '$lib/contracts/journal';
import type { OpKind } from '$lib/contracts/ops';
import { ROLES, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { createWorld, type World, type WorldUser } from '../support/world';

export const PERSONAS = [
  ...ROLES,
  'disabled', // an owner whose membership was switched off
  'removed', // an owner whose membership was deleted
  'ended', // an owner whose session was ended; the token still runs
  'stranger', // an owner of another campaign
  'outsider', // signed in, member of nothing
  'anonymous',
] as const;
export type Persona = (typeof PERSONAS)[number];

export interface Refused {
  code: string;
  message: string;
  details: string | null;
}
export interface Answer<T> {
  data: T | null;
  error: Refused | null;
  status: number;
}
export interface Applied {
  result: Row;
  entries: JournalEntry[];
}

export interface Cast {
  world: World;
  campaign: string;
  slug: string;
  /** The stranger's. */
  other: string;
  users: Record<Exclude<Persona, 'anonymous'>, WorldUser>;
  db(persona: Persona): Db;
  close(): Promise<void>;
}

/** Tables and functions by name alone: what a test asks for need not exist in the types. */
export function loose(db: Db): SupabaseClient {
  return db;
}

/** Calls a function of the database; refusals are answers. */
export async function ask<T = Row>(db: Db, name: string, args: object = {}): Promise<Answer<T>> {
  const { data, error, status } = await loose(db).rpc(name, args);
  return { data: data as T | null, error, status };
}

/** The answer of a call that must not be refused. */
export async function must<T = Row>(db: Db, name: string, args: object = {}): Promise<T> {
  const { data, error } = await ask<T>(db, name, args);
  if (error) throw new Error(`${name}: ${error.code} ${error.message} ${error.details ?? ''}`);
  return data as T;
}

export function apply(db: Db, kind: OpKind, args: object, opId: string = uuidv7()): Promise<Answer<Applied>> {
  return ask<Applied>(db, 'apply_op', { op_id: opId, kind, args });
}

export function mustApply(db: Db, kind: OpKind, args: object, opId: string = uuidv7()): Promise<Applied> {
  return must<Applied>(db, 'apply_op', { op_id: opId, kind, args });
}

export async function newCampaign(
  world: World,
  { status = 'open', id = uuidv7(), slug = `c-${randomUUID().slice(0, 18)}` } = {},
): Promise<{ id: string; slug: string }> {
  await world.sql.query('insert into campaigns (id, slug, status, goal) values ($1, $2, $3, 1000)', [id, slug, status]);
  await world.sql.query(
    `insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad'), ($1, 'en', 'Freedom')`,
    [id],
  );
  return { id, slug };
}

export async function join(world: World, campaign: string, roles: Role[], user?: WorldUser): Promise<WorldUser> {
  const who = user ?? (await world.user());
  await world.sql.query(
    `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, 'Somebody') returning id)
     insert into member_roles (id, campaign_id, user_id, roles) select id, $1, $2, $3 from m`,
    [campaign, who.userId, roles],
  );
  return who;
}

/** One value of one row, read past row level security. */
export async function value<T>(world: World, sql: string, params: unknown[] = []): Promise<T> {
  const { rows } = await world.sql.query<Record<string, T>>(sql, params);
  const first = rows[0];
  if (first === undefined) throw new Error(`no row: ${sql}`);
  return Object.values(first)[0] as T;
}

export async function createCast(): Promise<Cast> {
  const world = await createWorld();
  const [{ id: campaign, slug }, { id: other }] = [await newCampaign(world), await newCampaign(world)];
  const member = (role: Role): Promise<WorldUser> => join(world, campaign, [role]);
  const users: Cast['users'] = {
    owner: await member('owner'),
    organizer: await member('organizer'),
    legal: await member('legal'),
    treasurer: await member('treasurer'),
    coordinator: await member('coordinator'),
    observer: await member('observer'),
    disabled: await member('owner'),
    removed: await member('owner'),
    ended: await member('owner'),
    stranger: await join(world, other, ['owner', 'treasurer', 'legal']),
    outsider: await world.user(),
  };
  await world.sql.query('update members set disabled_at = now() where user_id = $1', [users.disabled.userId]);
  await world.sql.query('delete from members where user_id = $1', [users.removed.userId]);
  await world.sql.query('delete from auth.sessions where user_id = $1', [users.ended.userId]);
  const clients = new Map<Persona, Db>([['anonymous', world.backend.anon()]]);
  return {
    world,
    campaign,
    slug,
    other,
    users,
    db(persona) {
      const known = clients.get(persona);
      if (known || persona === 'anonymous') return known ?? world.backend.anon();
      const made = world.backend.as(users[persona].accessToken);
      clients.set(persona, made);
      return made;
    },
    close: () => world.close(),
  };
}
