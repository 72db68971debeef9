import type pg from 'pg';
import { cannotWrite, makeFolders } from '../data-dir.server';
import type { Env } from '../env.server';
import { hostedAccounts, liteAccounts } from './accounts.server';
import { openClients, type Address } from './clients.server';
import { lockDataDir, type DataDirLock } from './embedded/lock.server';
import { sleep } from './embedded/processes.server';
import { ensureDatabase, startEmbedded } from './embedded/supervisor.server';
import { openHosted, verifyHosted } from './hosted.server';
import { LITE_URL, openLite } from './lite.server';
import { readMigrations } from './migrate.server';
import { asUser, oneAtATime, openPool } from './pool.server';
import { prepareDatabase } from './prepare.server';
import { migrationsFolder } from './root.server';
import { openSessions } from './sessions.server';
import { verifyToken } from './tokens.server';
import { BackendError, type AuthMail, type Backend, type BackendDeps } from './types.server';

export type { AuthMail, Backend, BackendDeps, CookieJar, Db, Log } from './types.server';
export { BackendUnavailable } from './types.server';
export { SESSION_COOKIE } from './sessions.server';

/** Name of the application's database on the bundled server. */
const DATABASE = 'ronda';
/** Connections for requests. With the boot's one and a console's it stays far below the bundled server's 40. */
const POOL_SIZE = 12;
/** Apart from them: probes, which must not wait behind requests, and locks held around one. Connected when needed. */
const SIDE_SIZE = 2;
/** No request of a person should take this long; beyond it PostgreSQL cancels the statement (ms). */
const STATEMENT_MS = 15_000;
/** Requests that run at a stop may finish for this long (ms). */
const FINISH_MS = 400;
/** A probe must be told soon (ms). */
const HEALTH_MS = 1_500;

type Mailer = (mail: AuthMail) => Promise<void>;

interface Part {
  close(): Promise<unknown> | void;
}

/** Closes what was opened, last first; one that fails does not keep the others open. */
async function closeAll(parts: Part[]): Promise<void> {
  for (const part of parts.splice(0).reverse()) await Promise.resolve(part.close()).catch(() => undefined);
}

const secureCookies = (env: Env): boolean => env.origin?.startsWith('https:') ?? false;

/** True when the promise kept its word in time. */
async function answers(question: PromiseLike<boolean>): Promise<boolean> {
  const late = new Promise<boolean>((done) => setTimeout(() => done(false), HEALTH_MS).unref());
  return Promise.race([Promise.resolve(question).catch(() => false), late]);
}

async function startHosted(
  env: Env,
  choice: Extract<Env['database'], { kind: 'supabase' }>,
  deps: BackendDeps,
): Promise<Backend> {
  const address: Address = { url: choice.url, publishableKey: choice.publishableKey, secretKey: choice.secretKey };
  await openHosted(address, deps.migrations ?? migrationsFolder());
  const clients = openClients(address);
  const sessions = openSessions({
    address,
    secureCookies: secureCookies(env),
    verify: (token) => verifyHosted(clients.anon(), token),
  });
  return {
    kind: 'supabase',
    ...clients,
    auth: sessions.client,
    session: sessions.fresh,
    readSession: sessions.read,
    accounts: hostedAccounts(clients.system()),
    // Supabase sends the mails of its sign-in itself, by the SMTP server set in its dashboard.
    onMail: () => undefined,
    async health() {
      const version = clients.system().rpc('schema_version', {});
      return { database: (await answers(version.then(({ error }) => error === null))) ? 'up' : 'down' };
    },
    close: () => Promise.resolve(),
  };
}

interface Owned {
  kind: 'embedded' | 'postgres';
  owner: pg.ClientConfig;
  isUp(): boolean;
}

/** The engine over a PostgreSQL of ours, bundled or given. */
async function serve(env: Env, deps: BackendDeps, owned: Owned, parts: Part[]): Promise<Backend> {
  const migrations = readMigrations(deps.migrations ?? migrationsFolder());
  const gateway = await prepareDatabase(owned.owner, { migrations, derive: deps.derive, log: deps.log });
  const login = asUser(owned.owner, gateway.role, gateway.password);
  const pool = openPool(login, { max: POOL_SIZE, statementMs: STATEMENT_MS }, deps.log);
  const side = openPool(login, { max: SIDE_SIZE, statementMs: STATEMENT_MS }, deps.log);
  // Waits for what is running, but not long: a stop has three seconds for everything, and the server ends the rest.
  parts.push({ close: () => Promise.race([Promise.all([pool.end(), side.end()]), sleep(FINISH_MS)]) });
  let send: Mailer = () => Promise.reject(new Error('no mailer yet'));
  const lite = await openLite({
    pool,
    derive: deps.derive,
    log: deps.log,
    siteUrl: env.origin ?? `http://localhost:${env.port}`,
    send: (mail) => send(mail),
  });
  const address = { url: LITE_URL, publishableKey: lite.publishableKey, secretKey: lite.secretKey, fetch: lite.fetch };
  const sessions = openSessions({
    address,
    secureCookies: secureCookies(env),
    verify: (token) => Promise.resolve(verifyToken(token, lite.jwtSecret)),
    oneAtATime: (key, work) => oneAtATime(side, key, work),
  });
  const clients = openClients(address);
  let closing: Promise<void> | undefined;
  return {
    kind: owned.kind,
    ...clients,
    auth: sessions.client,
    session: sessions.fresh,
    readSession: sessions.read,
    accounts: liteAccounts(address, clients.system(), lite.jwtSecret, pool),
    onMail(mailer) {
      send = mailer;
    },
    async health() {
      const up = owned.isUp() && (await answers(side.query('select 1').then(() => true)));
      return { database: up ? 'up' : 'down' };
    },
    close() {
      closing ??= closeAll(parts);
      return closing;
    },
  };
}

async function takeDataDir(dataDir: string): Promise<DataDirLock> {
  try {
    makeFolders(dataDir, 0o711);
    return await lockDataDir(dataDir);
  } catch (error) {
    throw error instanceof BackendError ? error : new BackendError(cannotWrite(dataDir, error));
  }
}

async function ownEmbedded(env: Env, deps: BackendDeps, parts: Part[]): Promise<Owned> {
  const lock = await takeDataDir(env.dataDir);
  parts.push({ close: () => lock.release() });
  const postgres = await startEmbedded({ dataDir: env.dataDir, log: deps.log });
  parts.push({ close: () => postgres.stop() });
  await ensureDatabase(postgres, DATABASE);
  return { kind: 'embedded', owner: postgres.connection(DATABASE), isUp: () => postgres.isUp() };
}

/**
 * Opens the one data API of the application, on whichever of the three ways the environment chose.
 * @throws BackendError with a message for the operator; nothing is left running then.
 */
export async function startBackend(env: Env, deps: BackendDeps): Promise<Backend> {
  const choice = env.database;
  if (choice.kind === 'supabase') return startHosted(env, choice, deps);
  const parts: Part[] = [];
  try {
    const owned: Owned =
      choice.kind === 'embedded'
        ? await ownEmbedded(env, deps, parts)
        : { kind: 'postgres', owner: { connectionString: choice.url }, isUp: () => true };
    return await serve(env, deps, owned, parts);
  } catch (error) {
    await closeAll(parts);
    throw error;
  }
}
