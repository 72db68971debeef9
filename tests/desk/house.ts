/** The desk on a real database, without a browser: its pages are called as SvelteKit calls them, each role by its own session. */
import { randomUUID } from 'node:crypto';
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import type { FormDone, FormState } from '../../src/lib/contracts/forms';
import type { Locale } from '../../src/lib/contracts/locales';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import type { Ronda } from '../../src/lib/server/app.server';
import type { Db } from '../../src/lib/server/backend/index.server';
import { createKeyring, type Keyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { createLimits } from '../../src/lib/server/limits/limits.server';
import { createKeptPages } from '../../src/lib/server/front/index.server';
import { createLog } from '../../src/lib/server/log.server';
import { createOutbox } from '../../src/lib/server/mail/outbox.server';
import { createWorld, type World, type WorldOptions } from '../support/world';

/** What came of a request. */
export type Came =
  | { kind: 'error'; status: number }
  | { kind: 'sent'; status: number; to: string }
  | { kind: 'refused'; status: number; form: FormState }
  | { kind: 'done'; data: Partial<FormDone> & { [key: string]: unknown } };

export interface House {
  world: World;
  keyring: Keyring;
  campaign: string;
  slug: string;
  /** Calls a load, an action or an endpoint as a member of that role. */
  call(as: Role, handler: unknown, ask?: Ask): Promise<Came>;
  /** One more member of that role; calls as `call` does. */
  join(role: Role): Promise<(handler: unknown, ask?: Ask) => Promise<Came>>;
  /** The database as a member of that role. */
  db(as: Role): Db;
  close(): Promise<void>;
}
export interface Ask {
  fields?: Record<string, string> | FormData;
  /** Instead of fields: bytes, by this method. */
  body?: { method: 'PUT' | 'POST' | 'DELETE'; bytes: Uint8Array | ReadableStream<Uint8Array> | null };
  query?: string;
  locale?: Locale;
  /** Of the address, besides the campaign. */
  params?: Record<string, string>;
  /** What the layout has loaded. */
  parent?: object;
}

const APP = Symbol.for('ronda.app');
const nothing = (): Promise<void> => Promise.resolve();

async function outcome(work: () => unknown): Promise<Came> {
  try {
    const data: unknown = await work();
    if (isActionFailure(data)) return { kind: 'refused', status: data.status, form: data.data as unknown as FormState };
    return { kind: 'done', data: data as FormDone & { [key: string]: unknown } };
  } catch (thrown) {
    if (isHttpError(thrown)) return { kind: 'error', status: thrown.status };
    if (isRedirect(thrown)) return { kind: 'sent', status: thrown.status, to: thrown.location };
    throw thrown;
  }
}

/** Opens a house with one campaign and one member per role. */
export async function openHouse(options: WorldOptions = {}): Promise<House> {
  const world = await createWorld(options);
  const keyring = createKeyring(newMaterial());
  const log = createLog({ level: 'silent' });
  const campaign = randomUUID();
  const slug = `campaign-${campaign.slice(0, 8)}`;
  await world.sql.query("insert into public.campaigns (id, slug, status, goal) values ($1, $2, 'open', 100)", [
    campaign,
    slug,
  ]);
  const outboxDb = { enqueue: nothing, claim: () => Promise.resolve([]), done: nothing };
  const app: Ronda = {
    env: { ...world.env, demo: true },
    log,
    keyring,
    backend: world.backend,
    limits: createLimits(keyring.derive('limits')),
    outbox: createOutbox({ db: outboxDb, render: {}, smtp: null, log }),
    render: {},
    sendsMail: false,
    pages: createKeptPages(),
    front: (_request, _response, next) => next(),
    totalsChanged: () => undefined,
    close: nothing,
  };
  Reflect.set(globalThis, APP, app);

  const join = async (role: Role) => {
    const user = await world.user();
    const member = randomUUID();
    await world.sql.query(
      'insert into public.members (id, campaign_id, user_id, display_name) values ($1, $2, $3, $4)',
      [member, campaign, user.userId, `Somebody ${role}`],
    );
    await world.sql.query('insert into public.member_roles (id, campaign_id, user_id, roles) values ($1, $2, $3, $4)', [
      member,
      campaign,
      user.userId,
      [role],
    ]);
    const membership = { campaignId: campaign, slug, displayName: `Somebody ${role}`, roles: [role] };
    const { userId, sessionId, accessToken } = user;
    return { actor: { userId, sessionId, accessToken, memberships: [membership] }, membership };
  };
  const members = new Map<Role, Awaited<ReturnType<typeof join>>>();
  for (const role of ROLES) members.set(role, await join(role));

  type Member = Awaited<ReturnType<typeof join>>;
  const ask = (
    member: Member | undefined,
    handler: unknown,
    { fields, body, query = '', locale = 'es', params = {}, parent = {} }: Ask = {},
  ): Promise<Came> => {
    if (!member || typeof handler !== 'function') throw new Error('no such member or handler');
    const url = new URL(`https://ronda.test/desk/${slug}${query}`);
    const request = fields
      ? new Request(url, {
          method: 'POST',
          body: fields instanceof FormData ? fields : new URLSearchParams(fields),
          headers: { origin: url.origin },
        })
      : body
        ? new Request(url, { method: body.method, body: body.bytes, duplex: 'half' } as RequestInit)
        : new Request(url);
    const event = {
      params: { campaign: slug, ...params },
      request,
      route: { id: null },
      url,
      locals: { locale, ...member, db: world.backend.as(member.actor.accessToken) },
      parent: () => Promise.resolve(parent),
      cookies: { get: () => undefined },
      depends: () => undefined,
    };
    return outcome(() => Reflect.apply(handler, undefined, [event]));
  };

  return {
    world,
    keyring,
    campaign,
    slug,
    call: (as, handler, asked) => ask(members.get(as), handler, asked),
    async join(role) {
      const member = await join(role);
      return (handler, asked) => ask(member, handler, asked);
    },
    db(as) {
      const member = members.get(as);
      if (!member) throw new Error('no such member');
      return world.backend.as(member.actor.accessToken);
    },
    async close() {
      Reflect.deleteProperty(globalThis, APP);
      await world.close();
    },
  };
}
