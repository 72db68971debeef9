import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { startBackend, type Backend } from './backend/index.server';
import { loadKeys, type Keyring } from './crypto/keyring.server';
import { readEnv, type Env } from './env.server';
import { toFailure } from './errors.server';
import { createFront, createKeptPages, type Front, type KeptPages, type TakePost } from './front/index.server';
import { startCounting, type Counting } from './jobs/counting.server';
import { startForgetting } from './jobs/forgetting.server';
import type { Ticker } from './jobs/ticker.server';
import { socketAddress } from './limits/address.server';
import { KeyError } from './crypto/material.server';
import { createLimits, type Limits } from './limits/limits.server';
import { log, plainLog, type Log } from './log.server';
import { createOutbox, outboxOverRpc, type Outbox, type Render } from './mail/outbox.server';
import { readSmtpSettings } from './mail/settings.server';
import { createSmtp, type Smtp } from './mail/smtp.server';
import { authMailRender, authMailRow } from './mail/auth-mail.server';
import { attachRealtime, realtime } from './realtime/attach.server';
import { liveStore } from './realtime/live-store.server';
import { call } from './rpc.server';

/** The running installation: one per process, made by `startRonda`, reached by `ronda()`. */
export interface Ronda {
  readonly env: Env;
  readonly log: Log;
  readonly keyring: Keyring;
  readonly backend: Backend;
  readonly limits: Limits;
  readonly outbox: Outbox;
  /** Makes the mail of an outbox row, as the worker does; for the owner's outbox page and the demo. */
  readonly render: Readonly<Record<string, Render>>;
  /** False: no SMTP_URL; mails wait in the outbox for the owner to read. */
  readonly sendsMail: boolean;
  /** Public pages that were just rendered. */
  readonly pages: KeptPages;
  /** Asked by the entry before the page machinery. */
  readonly front: Front;
  /** Something that totals show has changed here. */
  totalsChanged(): void;
  close(): Promise<void>;
}

const KEY = Symbol.for('ronda.app');
const HTTP_KEY = Symbol.for('ronda.http');

/** Throws before the start has finished: nothing answers requests then. */
export function ronda(): Ronda {
  const running: Ronda | undefined = Reflect.get(globalThis, KEY);
  if (!running) throw new Error('Ronda is not running yet');
  return running;
}

/** Puts the socket on the HTTP server that the entry (or Vite in development) left for it. */
function attach(app: Ronda): void {
  const http: HttpServer | undefined = Reflect.get(globalThis, HTTP_KEY);
  if (!http) return;
  const wait = (name: Parameters<Limits['take']>[0]) => async (key: string) => {
    const taken = await app.limits.take(name, key);
    return taken.ok ? 0 : (taken.retryAfterS ?? 1);
  };
  attachRealtime(http, {
    store: liveStore(app.backend),
    readSession: async (cookies) => {
      if (!cookies.includes('ronda-auth=')) return 'none';
      return (await app.backend.readSession(cookies)) ?? 'refused';
    },
    toFailure: (error) => toFailure(error),
    limits: { handshake: wait('socket.address'), read: wait('read.user'), op: wait('op.user') },
    origin: app.env.origin,
    addressOf: (request: IncomingMessage) => socketAddress(request),
    log: plainLog(app.log, 'live'),
  });
}

/**
 * Starts everything, in order, and undoes what it began when a step fails. Idempotent: a reload in development finds
 * the one that runs and only attaches the socket again.
 */
export async function startRonda(features: {
  render: (parts: Pick<Ronda, 'backend' | 'keyring' | 'env'>) => Readonly<Record<string, Render>>;
  /** Once per start, when everything is up and before the first request; not again at a reload in development. */
  prepare: (app: Ronda) => Promise<void>;
  /** Work of the features that goes on in the background, begun when everything is up. */
  jobs: (app: Ronda) => readonly Ticker[];
  /** Forms of the public page that are taken before the page machinery is asked, by the name of their action. */
  posts: Readonly<Record<string, TakePost>>;
}): Promise<Ronda> {
  const running: Ronda | undefined = Reflect.get(globalThis, KEY);
  if (running) {
    attach(running);
    return running;
  }
  const env = readEnv();
  log.setLevel(env.logLevel);
  if (env.origin?.startsWith('https:') && !process.env['ADDRESS_HEADER']) {
    log.warn('start.no_address_header', { note: 'behind a proxy set ADDRESS_HEADER, or all visitors share one limit' });
  }
  const keyring = await loadKeys(env);
  const smtp: Smtp | null = env.smtpUrl === null ? null : createSmtp(readSmtpSettings(env.smtpUrl, env.mailFrom));
  const backend = await startBackend(env, {
    log: plainLog(log, 'backend'),
    derive: (purpose) => keyring.derive(purpose),
  });
  if (!(await call<boolean>(backend.system(), 'keys_match', { fingerprint: keyring.fingerprint }))) {
    await backend.close();
    throw new KeyError(
      'These are not the keys this database was written with. Put back DATA_DIR/keys (or RONDA_KEYS): without them names and addresses cannot be opened.',
    );
  }
  const render = { ...features.render({ backend, keyring, env }), ...authMailRender(keyring) };
  const outbox = createOutbox({
    db: outboxOverRpc(async (name, args) => ({ data: await call(backend.system(), name, args), error: null })),
    render,
    smtp,
    log,
  });
  backend.onMail(async (mail) => {
    await outbox.enqueue([authMailRow(keyring, mail)]);
    outbox.poke();
  });
  outbox.start();
  const counting: Counting = startCounting(
    () => backend.system(),
    log,
    () => realtime()?.pokeTotals(),
  );
  const forgetting = startForgetting(() => backend.system(), log);
  const tickers: Ticker[] = [];
  const pages = createKeptPages();
  let closing: Promise<void> | null = null;
  const app: Ronda = {
    env,
    log,
    keyring,
    backend,
    limits: createLimits(keyring.derive('limits')),
    outbox,
    render,
    sendsMail: smtp !== null,
    pages,
    front: createFront({ pages, posts: features.posts, failed: (error) => void toFailure(error, { op: 'front' }) }),
    totalsChanged: () => counting.poke(),
    close() {
      closing ??= (async () => {
        await realtime()?.stop();
        await Promise.all([
          outbox.close(1_000),
          counting.stop(),
          forgetting.stop(),
          ...tickers.map((ticker) => ticker.stop()),
        ]);
        smtp?.close();
        await backend.close();
        Reflect.deleteProperty(globalThis, KEY);
      })();
      return closing;
    },
  };
  Reflect.set(globalThis, KEY, app);
  await features.prepare(app);
  tickers.push(...features.jobs(app));
  attach(app);
  return app;
}
