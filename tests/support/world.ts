/**
 * A world is a database of its own, cloned from a migrated template, with a booted backend on it. A spec that uses it stands
 * in a Vitest project with `globalSetup: ['tests/support/global-setup.ts']`.
 *
 *     const world = await createWorld();            // in beforeAll; about 200 ms, the first of a run 1 s
 *     afterAll(() => world.close());
 *
 *     const ana = await world.user();               // a real account with a session, made by SQL: about 5 ms
 *     await world.backend.as(ana.accessToken).rpc('me');
 *     await world.backend.system().rpc('count_signatures');
 *     await world.sql.query('select ...');          // as the owner, past row level security
 *     fetch(url, { headers: { cookie: ana.cookie } });
 *     await world.user({ password: 'correct horse' });  // can also sign in with it
 *     const other = await world.another();          // a second process on the same database; closed with the world
 *
 * The template has the default rights of hosted Supabase (`rights: 'hosted'`): there, everything a migration makes in schema
 * public is granted to anon and authenticated unless it is revoked by name. A forgotten revoke so fails here and not there.
 */
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { gatewayOf } from '../../src/lib/server/backend/gateway.server';
import { startBackend, type AuthMail, type Backend, type Log } from '../../src/lib/server/backend/index.server';
import { liteSecrets } from '../../src/lib/server/backend/lite.server';
import { readMigrations } from '../../src/lib/server/backend/migrate.server';
import { prepareDatabase } from '../../src/lib/server/backend/prepare.server';
import { encodeSession, SESSION_COOKIE } from '../../src/lib/server/backend/sessions.server';
import { signToken } from '../../src/lib/server/backend/tokens.server';
import { readEnv, type Env } from '../../src/lib/server/env.server';
import type { TestServer } from './global-setup';

export interface WorldOptions {
  /** Folder of migrations; default: those of the product. */
  migrations?: string;
  /** Default rights in schema public before the migrations run: as on hosted Supabase, or PostgreSQL's own. */
  rights?: 'hosted' | 'bare';
  /** Environment over the test's own. */
  env?: Record<string, string>;
}

export interface WorldUser {
  userId: string;
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  email: string;
  /** For a `cookie` header. */
  cookie: string;
}

export interface UserOptions {
  email?: string;
  /** Given, the account can sign in with it (through the sign-up, some 10 ms more). */
  password?: string;
  /** Seconds until the access token ends; negative: it has ended. */
  expiresInS?: number;
}

export interface World {
  backend: Backend;
  env: Env;
  /** As the owner and superuser. */
  sql: pg.Pool;
  /** Connection string of the database, for processes of their own. */
  url: string;
  database: string;
  /** Mails the auth engine sent. */
  mails: AuthMail[];
  /** What was logged: `[level, message, fields]`. */
  logged: [string, string, object][];
  user(options?: UserOptions): Promise<WorldUser>;
  /** A further backend on the same database, as another process would be. */
  another(): Promise<Backend>;
  /** Signs any claims as the auth engine would. */
  sign(claims: object): string;
  close(): Promise<void>;
}

/** Stands in for the key ring: the same in every process of a run. */
export const derive = (purpose: string): Uint8Array => createHmac('sha256', 'test keys').update(purpose).digest();

/** Digits for a password's hash that take no time. Read by the engine at each hash. */
process.env['LITE_AUTH_BCRYPT_COST'] = '4';

const OWN_MIGRATIONS = fileURLToPath(new URL('../../supabase/migrations', import.meta.url));

const HOSTED_RIGHTS = `
  alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
  alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
  alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
`;

const quiet: Log = { debug: noop, info: noop, warn: noop, error: noop };
function noop(): void {
  return undefined;
}

function configOf(server: TestServer, database: string): pg.ClientConfig {
  return { ...server, database };
}

/** Through a query parameter, because a folder cannot be the host of a URL. */
function urlOf(server: TestServer, database: string): string {
  const login = `${encodeURIComponent(server.user)}:${encodeURIComponent(server.password)}`;
  return server.host.startsWith('/')
    ? `postgres://${login}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.host)}`
    : `postgres://${login}@${server.host}:${server.port}/${database}`;
}

async function asOwner<T>(server: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(configOf(server, 'postgres'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The template for these very migrations. Workers ask at once; one builds it while the others wait. */
async function templateFor(server: TestServer, folder: string, rights: 'hosted' | 'bare'): Promise<string> {
  const migrations = readMigrations(folder);
  const hash = createHash('sha256').update(`${folder} ${rights}`);
  for (const { version, checksum } of migrations) hash.update(`${version} ${checksum}`);
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await asOwner(server, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const known = await client.query('select 1 from pg_database where datname = $1 and datallowconn', [`${name}`]);
    if (known.rowCount === 1) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    const before = rights === 'hosted' ? { before: HOSTED_RIGHTS } : {};
    await prepareDatabase(configOf(server, draft), { migrations, derive, log: quiet, ...before });
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

/** `create database` copies no one's session: somebody may still be leaving the template. */
async function clone(server: TestServer, template: string, database: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await asOwner(server, (client) => client.query(`create database ${database} template ${template}`));
      return;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === '55006') || attempt === 20) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function recorder(logged: World['logged']): Log {
  const at =
    (level: string) =>
    (fields: object, message: string): void =>
      void logged.push([level, message, fields]);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

async function insertUser(sql: pg.Pool, userId: string, email: string): Promise<void> {
  const meta = { sub: userId, email, email_verified: true, phone_verified: false };
  await sql.query(
    `with new_user as (
       insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
       values ($1, $2, '', now(), '{"provider": "email", "providers": ["email"]}', $3) returning id)
     insert into auth.identities (id, provider, provider_id, user_id, identity_data)
     select gen_random_uuid(), 'email', id::text, id, $3 from new_user`,
    [userId, email, JSON.stringify(meta)],
  );
}

/** A database of its own with a booted backend. Close it when the spec is done. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const server = inject('server');
  const folder = options.migrations ?? OWN_MIGRATIONS;
  const database = `world_${randomBytes(6).toString('hex')}`;
  await clone(server, await templateFor(server, folder, options.rights ?? 'hosted'), database);
  const url = urlOf(server, database);
  const env = readEnv({ DATABASE_URL: url, ORIGIN: 'http://ronda.test', LOG_LEVEL: 'silent', ...options.env });
  const logged: World['logged'] = [];
  const mails: AuthMail[] = [];
  const backends: Backend[] = [];
  const another = async (): Promise<Backend> => {
    const backend = await startBackend(env, { log: recorder(logged), derive, migrations: folder });
    backend.onMail((mail) => Promise.resolve(void mails.push(mail)));
    backends.push(backend);
    return backend;
  };
  const backend = await another();
  const sql = new pg.Pool({ ...configOf(server, database), max: 4 });
  sql.on('error', noop);
  sql.on('connect', (client) => client.on('error', noop));
  const sign = (claims: object): string => signToken(claims, liteSecrets(derive).jwtSecret);

  const user = async ({ email, password, expiresInS = 3600 }: UserOptions = {}): Promise<WorldUser> => {
    const address = (email ?? `${randomUUID()}@people.test`).toLowerCase();
    let userId: string = randomUUID();
    if (password === undefined) await insertUser(sql, userId, address);
    else {
      const made = await backend.accounts.create(address, password);
      if (!made.ok) throw new Error(`no account: ${made.code} ${made.rule ?? ''}`);
      userId = made.value.userId;
    }
    const [sessionId, refreshToken] = [randomUUID(), randomUUID()];
    await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [sessionId, userId]);
    await sql.query('insert into auth.refresh_tokens (id, token, user_id, session_id) values ($1, $2, $3, $4)', [
      randomUUID(),
      refreshToken,
      userId,
      sessionId,
    ]);
    const now = Math.floor(Date.now() / 1000);
    const identity = { sub: userId, aud: 'authenticated', role: 'authenticated', email: address };
    const accessToken = sign({ ...identity, session_id: sessionId, iat: now - 10, exp: now + expiresInS });
    const value = encodeSession({ access_token: accessToken, refresh_token: refreshToken });
    return { userId, sessionId, accessToken, refreshToken, email: address, cookie: `${SESSION_COOKIE}=${value}` };
  };

  return {
    backend,
    env,
    sql,
    url,
    database,
    mails,
    logged,
    user,
    another,
    sign,
    async close() {
      await Promise.all(backends.map((one) => one.close()));
      await sql.end();
      await asOwner(server, async (client) => {
        await client.query(`drop database if exists ${database} with (force)`);
        await client.query(`drop role if exists ${pg.escapeIdentifier(gatewayOf(database, derive).role)}`);
      });
    },
  };
}
