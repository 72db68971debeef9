/** The doors and the desk on a real database, without a browser: guard, loads and actions are called as SvelteKit calls them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import { io, type Socket } from 'socket.io-client';
import { LIVE_PATH } from '../../src/lib/contracts/socket-events';
import type { FormState } from '../../src/lib/contracts/forms';
import type { Role } from '../../src/lib/contracts/permissions';
import type { Ronda } from '../../src/lib/server/app.server';
import { SESSION_COOKIE } from '../../src/lib/server/backend/index.server';
import { createKeyring } from '../../src/lib/server/crypto/keyring.server';
import { newMaterial } from '../../src/lib/server/crypto/material.server';
import { toFailure } from '../../src/lib/server/errors.server';
import { guard } from '../../src/lib/server/hooks/who.server';
import { createLimits } from '../../src/lib/server/limits/limits.server';
import { createKeptPages } from '../../src/lib/server/front/index.server';
import { createLog, plainLog } from '../../src/lib/server/log.server';
import { authMailRender, authMailRow } from '../../src/lib/server/mail/auth-mail.server';
import { createOutbox, outboxOverRpc } from '../../src/lib/server/mail/outbox.server';
import { attachRealtime, liveStore } from '../../src/lib/server/realtime/attach.server';
import { call } from '../../src/lib/server/rpc.server';
import * as setupPage from '../../src/routes/(account)/setup/[token]/+page.server';
import * as invitePage from '../../src/routes/(account)/invite/[token]/+page.server';
import * as signInPage from '../../src/routes/(account)/sign-in/+page.server';
import * as codePage from '../../src/routes/(account)/sign-in/code/+page.server';
import * as signOutPage from '../../src/routes/(account)/sign-out/+page.server';
import * as teamPage from '../../src/routes/(team)/desk/[campaign]/team/+page.server';
import * as outboxPage from '../../src/routes/(team)/desk/[campaign]/outbox/+page.server';
import * as journalPage from '../../src/routes/(team)/desk/[campaign]/journal/+page.server';
import * as settingsPage from '../../src/routes/(team)/desk/[campaign]/settings/+page.server';
import * as sessionAnswer from '../../src/routes/(machine)/live/session/+server';
import { createWorld, type World } from '../support/world';

const ORIGIN = 'http://ronda.test';
const APP = Symbol.for('ronda.app');

/** Every route of these tests by its id, with what stands in its file. */
const ROUTES = {
  '/(account)/sign-in': signInPage,
  '/(account)/sign-in/code': codePage,
  '/(account)/sign-out': signOutPage,
  '/(account)/invite/[token]': invitePage,
  '/(account)/setup/[token]': setupPage,
  '/(team)/desk/[campaign]/team': teamPage,
  '/(team)/desk/[campaign]/outbox': outboxPage,
  '/(team)/desk/[campaign]/journal': journalPage,
  '/(team)/desk/[campaign]/settings': settingsPage,
  '/(machine)/live/session': sessionAnswer,
} as const;

/** What came of a request. */
export type Came =
  | { kind: 'redirect'; to: string }
  | { kind: 'error'; status: number }
  | { kind: 'refused'; status: number; form: FormState }
  | { kind: 'page'; data: { [key: string]: unknown } }
  | { kind: 'answer'; status: number };

async function outcome(work: () => Promise<unknown>): Promise<Came> {
  try {
    const data = await work();
    if (data instanceof Response) return { kind: 'answer', status: data.status };
    if (isActionFailure(data)) return { kind: 'refused', status: data.status, form: data.data as unknown as FormState };
    return { kind: 'page', data: (data ?? {}) as { [key: string]: unknown } };
  } catch (thrown) {
    if (isRedirect(thrown)) return { kind: 'redirect', to: thrown.location };
    if (isHttpError(thrown)) return { kind: 'error', status: thrown.status };
    throw thrown;
  }
}

function routeOf(path: string): { id: keyof typeof ROUTES; params: Record<string, string> } {
  const parts = path.split('/');
  for (const id of Object.keys(ROUTES) as (keyof typeof ROUTES)[]) {
    const shape = id.split('/').filter((part) => !part.startsWith('('));
    const params: Record<string, string> = {};
    const fits =
      shape.length === parts.length &&
      shape.every((part, n) => {
        const name = /^\[(\w+)\]$/.exec(part)?.[1];
        if (name !== undefined) params[name] = parts[n] ?? '';
        return name !== undefined || part === parts[n];
      });
    if (fits) return { id, params };
  }
  throw new Error(`no route for ${path}`);
}

let addresses = 0;

/** Somebody with a browser: cookies, a network address, and nothing else. */
export class Visitor {
  readonly jar = new Map<string, string>();
  /** Headers that pages asked for, besides cookies. */
  readonly told: Record<string, string> = {};
  constructor(readonly address = `10.4.${++addresses >> 8}.${addresses & 255}`) {}

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #event(path: string, init: RequestInit) {
    const url = new URL(path, ORIGIN);
    const { id, params } = routeOf(url.pathname);
    const event = {
      url,
      params,
      route: { id },
      request: new Request(url, init),
      locals: { locale: 'es' },
      getClientAddress: () => this.address,
      setHeaders: (headers: Record<string, string>) => void Object.assign(this.told, headers),
      cookies: {
        get: (name: string) => this.jar.get(name),
        set: (name: string, value: string) => void this.jar.set(name, value),
        delete: (name: string) => void this.jar.delete(name),
      },
    };
    await Reflect.apply(guard, undefined, [event]);
    return { event, module: ROUTES[id] as { [name: string]: unknown } };
  }

  get(path: string): Promise<Came> {
    return outcome(async () => {
      const { event, module } = await this.#event(path, { method: 'GET' });
      const work = module['load'] ?? module['GET'];
      return typeof work === 'function' ? (Reflect.apply(work, undefined, [event]) as unknown) : {};
    });
  }

  /** `/path?/action`; without an action the default one. */
  post(path: string, fields: Record<string, string> | [string, string][]): Promise<Came> {
    return outcome(async () => {
      const { event, module } = await this.#event(path, { method: 'POST', body: new URLSearchParams(fields) });
      const name = /\?\/(\w+)/.exec(path)?.[1] ?? 'default';
      const action = (module['actions'] as { [name: string]: unknown })[name];
      if (typeof action !== 'function') throw new Error(`no action ${name}`);
      return Reflect.apply(action, undefined, [event]) as unknown;
    });
  }

  signIn(email: string, password: string, next?: string): Promise<Came> {
    return this.post('/sign-in', { email, password, ...(next === undefined ? {} : { next }) });
  }
}

export interface House {
  world: World;
  app: Ronda;
  campaign: string;
  slug: string;
  /** An account with a membership and a password; signed in. */
  member(roles: Role[], name?: string): Promise<Visitor & { email: string; userId: string }>;
  /** The newest code mailed to an address. */
  codeFor(email: string): Promise<string | null>;
  socket(visitor: Visitor): Promise<Socket>;
  close(): Promise<void>;
}

export const PASSWORD = 'tres palabras sueltas';

async function startLive(world: World, app: Ronda): Promise<{ url: string; close(): Promise<void> }> {
  const http = createServer((_, response) => response.end());
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const free = (): Promise<number> => Promise.resolve(0);
  const live = attachRealtime(http, {
    store: liveStore(world.backend),
    readSession: async (header) =>
      header.includes(`${SESSION_COOKIE}=`) ? ((await world.backend.readSession(header)) ?? 'refused') : 'none',
    toFailure: (error) => toFailure(error),
    limits: { handshake: free, read: free, op: free },
    origin: null,
    addressOf: () => 'test',
    log: plainLog(app.log, 'live'),
    timing: { pollMs: 40 },
  });
  return {
    url,
    async close() {
      await live.stop();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

/** A house with one campaign and nobody in it; `empty`: not even that, as at the first start. */
export async function openHouse({ empty = false } = {}): Promise<House> {
  const world = await createWorld();
  const keyring = createKeyring(newMaterial());
  const log = createLog({ level: 'silent' });
  const slug = 'argentina';
  const campaign = randomUUID();
  if (!empty) {
    await world.sql.query("insert into campaigns (id, slug, status) values ($1, $2, 'open')", [campaign, slug]);
    await world.sql.query(
      "insert into campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad a quienes protestan')",
      [campaign],
    );
    await world.sql.query('update app.instance set setup_done_at = now()');
  }
  const render = authMailRender(keyring);
  const db = outboxOverRpc(async (name, args) => ({
    data: await call(world.backend.system(), name, args),
    error: null,
  }));
  const outbox = createOutbox({ db, render, smtp: null, log });
  const app: Ronda = {
    env: world.env,
    log,
    keyring,
    backend: world.backend,
    limits: createLimits(keyring.derive('limits')),
    outbox,
    render,
    sendsMail: false,
    pages: createKeptPages(),
    front: (_request, _response, next) => next(),
    totalsChanged: () => undefined,
    close: () => Promise.resolve(),
  };
  world.backend.onMail((mail) => outbox.enqueue([authMailRow(keyring, mail)]));
  Reflect.set(globalThis, APP, app);
  const live = await startLive(world, app);
  const sockets: Socket[] = [];

  return {
    world,
    app,
    campaign,
    slug,
    async member(roles, name = roles.join(' ')) {
      const user = await world.user({ password: PASSWORD });
      const id = randomUUID();
      await world.sql.query('insert into members (id, campaign_id, user_id, display_name) values ($1, $2, $3, $4)', [
        id,
        campaign,
        user.userId,
        name,
      ]);
      await world.sql.query('insert into member_roles (id, campaign_id, user_id, roles) values ($1, $2, $3, $4)', [
        id,
        campaign,
        user.userId,
        roles,
      ]);
      const visitor = new Visitor();
      const came = await visitor.signIn(user.email, PASSWORD);
      if (came.kind !== 'redirect') throw new Error(`could not sign in: ${JSON.stringify(came)}`);
      return Object.assign(visitor, { email: user.email, userId: user.userId });
    },
    async codeFor(email) {
      const { rows } = await world.sql.query<{ kind: string; ref: string; sealed: string }>(
        'select kind, ref, sealed from outbox order by created_at desc',
      );
      for (const { kind, ref, sealed } of rows) {
        const mail = await render[kind]?.(ref, 'es', sealed);
        if (mail?.to === email) return /\b\d{8}\b/.exec(mail.text)?.[0] ?? null;
      }
      return null;
    },
    async socket(visitor) {
      const socket: Socket = io(live.url, {
        path: LIVE_PATH,
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        auth: { as: 'member' },
        extraHeaders: { cookie: visitor.cookie, origin: live.url },
      });
      sockets.push(socket);
      await new Promise<void>((done, fail) => {
        socket.once('connect', () => done());
        socket.once('connect_error', fail);
      });
      return socket;
    },
    async close() {
      for (const socket of sockets) socket.disconnect();
      await live.close();
      Reflect.deleteProperty(globalThis, APP);
      await world.close();
    },
  };
}

/** Resolves when the server has closed this socket. */
export function closed(socket: Socket): Promise<string> {
  return new Promise((done) => {
    if (socket.connected) socket.once('disconnect', done);
    else done('already');
  });
}
