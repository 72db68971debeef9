import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayOf } from '../../src/lib/server/backend/gateway.server';
import { startBackend, type Backend } from '../../src/lib/server/backend/index.server';
import { openLite, type Lite } from '../../src/lib/server/backend/lite.server';
import { openPool } from '../../src/lib/server/backend/pool.server';
import { readEnv, type Env } from '../../src/lib/server/env.server';
import { createWorld, derive, type World } from '../support/world';
import { loose } from './fixtures/loose';

const migrations = fileURLToPath(new URL('fixtures/migrations', import.meta.url));
const ignore = (): void => undefined;
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/* The embedded engine behind an address stands in for Supabase: the same API over the network, without its admin part. */
let world: World;
let lite: Lite;
let pool: pg.Pool;
let server: Server;
let url: string;

beforeAll(async () => {
  world = await createWorld({ migrations });
  const { role, password } = gatewayOf(world.database, derive);
  const { host, port } = world.sql.options;
  const where = { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
  pool = openPool({ ...where, database: world.database, user: role, password }, { max: 4, statementMs: 5_000 }, log);
  lite = await openLite({ pool, derive, log, siteUrl: 'http://ronda.test', send: () => Promise.resolve() });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks).toString() } : {};
      void lite
        .fetch(`${url}${request.url ?? ''}`, { method: request.method ?? 'GET', headers, ...body })
        .then(async (answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          response.end(await answer.text());
        });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await pool.end();
  await world.close();
});

const env = (change: Record<string, string> = {}): Env =>
  readEnv({
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: lite.publishableKey,
    SUPABASE_SECRET_KEY: lite.secretKey,
    ...change,
  });
const start = (change?: Record<string, string>, folder = migrations): Promise<Backend> =>
  startBackend(env(change), { log, derive, migrations: folder });

describe('Supabase by its address', () => {
  it('serves nobody, members and the system, and reads the sessions it signed', async () => {
    const backend = await start();
    const ana = await world.user();
    expect(backend.kind).toBe('supabase');
    expect((await loose(backend.anon()).rpc('who')).data).toMatchObject({ user: 'anon' });
    expect((await loose(backend.system()).rpc('who')).data).toMatchObject({ user: 'service_role' });
    expect((await loose(backend.as(ana.accessToken)).rpc('who')).data).toMatchObject({ uid: ana.userId });
    expect(await backend.readSession(ana.cookie)).toMatchObject({ userId: ana.userId, sessionId: ana.sessionId });
    expect(await backend.readSession(`${ana.cookie}x`)).toBe('refused');
    expect(await backend.health()).toEqual({ database: 'up' });
    await backend.accounts.endSessions(ana.userId);
    expect(await backend.readSession(ana.cookie)).toBe('refused');
    await backend.close();
  });

  it('refuses to run on an older schema, and says what to run', async () => {
    await world.sql.query(
      "create or replace function schema_version() returns text language sql stable set search_path = '' as $$ select '20260101000000' $$",
    );
    await expect(start()).rejects.toThrow(
      'is at migration 20260101000000, and this program needs 20270101000000: run `supabase db push`',
    );
    await world.sql.query(
      "create or replace function schema_version() returns text language sql stable set search_path = '' as $$ select '20280101000000' $$",
    );
    await expect(start()).rejects.toThrow('newer than this program');
  });

  it('names a key that is refused', async () => {
    await expect(start({ SUPABASE_SECRET_KEY: 'sb_secret_wrong' })).rejects.toThrow('SUPABASE_SECRET_KEY is refused');
  });

  it('names an address where nothing answers', async () => {
    await expect(start({ SUPABASE_URL: 'http://127.0.0.1:9' })).rejects.toThrow('SUPABASE_URL does not answer');
  });
});
