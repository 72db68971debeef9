import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import pg from 'pg';
import { gatewayOf } from '../../src/lib/server/backend/gateway.server';
import { startBackend } from '../../src/lib/server/backend/index.server';
import { readEnv } from '../../src/lib/server/env.server';
import { createWorld, derive, type World, type WorldUser } from '../support/world';
import { loose } from './fixtures/loose';

const migrations = fileURLToPath(new URL('fixtures/migrations', import.meta.url));

describe('connections that die', () => {
  let world: World;
  let ana: WorldUser;
  beforeAll(async () => {
    world = await createWorld({ migrations });
    ana = await world.user();
  });
  afterAll(() => world.close());

  it('cost the requests on them, not the process, and nothing that was acknowledged', async () => {
    const db = loose(world.backend.as(ana.accessToken));
    const acknowledged: string[] = [];
    const codes = new Set<string>();
    let running = true;
    const load = Array.from({ length: 12 }, async () => {
      while (running) {
        const { data, error } = await db.rpc('add_note', { body: 'under fire' });
        if (error === null) acknowledged.push((data as { id: string }).id);
        else codes.add(error.code);
      }
    });
    for (let round = 0; round < 15; round++) {
      await new Promise((done) => setTimeout(done, 40));
      await world.sql.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = current_database()',
        [gatewayOf(world.database, derive).role],
      );
    }
    running = false;
    await Promise.all(load);
    const { rows } = await world.sql.query<{ id: string }>('select id from notes');
    const kept = new Set(rows.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect([...codes].filter((code) => !['PGRST001', '57P01', '57P03', '08006'].includes(code))).toEqual([]);
    expect((await db.rpc('who')).error).toBeNull();
  });

  it('are told apart from refusals', async () => {
    // A builder of supabase-js asks when somebody waits for it.
    const slow = Promise.resolve(loose(world.backend.as(ana.accessToken)).rpc('slow', { ms: 3_000 }));
    await new Promise((done) => setTimeout(done, 200));
    await world.sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%slow%' and pid <> pg_backend_pid() and datname = current_database()",
    );
    const { error, status } = await slow;
    expect(status).toBe(503);
    expect(error?.code).toMatch(/^(57P01|PGRST001)$/);
  });

  it('leave nothing of a caller behind', async () => {
    const { rows } = await world.sql.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in%'",
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect((await loose(world.backend.anon()).rpc('who')).data).toMatchObject({
      user: 'anon',
      uid: null,
      session: null,
    });
  });
});

describe('a database that is away', () => {
  it('is said to be away, is not waited for, and is used again when it is back', async () => {
    const world = await createWorld({ migrations });
    const lone = pg.escapeIdentifier(world.database);
    const admin = new pg.Client({ ...inject('server'), database: 'postgres' });
    await admin.connect();
    try {
      expect(await world.backend.health()).toEqual({ database: 'up' });
      await admin.query(`alter database ${lone} allow_connections false`);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [world.database]);
      await new Promise((done) => setTimeout(done, 50));
      const { status, error } = await loose(world.backend.anon()).rpc('who');
      expect([status, error?.code]).toEqual([503, 'PGRST001']);
      const asked = performance.now();
      expect((await loose(world.backend.system()).from('notes').select()).status).toBe(503);
      expect(performance.now() - asked).toBeLessThan(1_000);
      expect(await world.backend.health()).toEqual({ database: 'down' });
      await admin.query(`alter database ${lone} allow_connections true`);
      expect((await loose(world.backend.anon()).rpc('who')).data).toMatchObject({ user: 'anon' });
      expect(await world.backend.health()).toEqual({ database: 'up' });
    } finally {
      await admin.query(`alter database ${lone} allow_connections true`);
      await admin.end();
      await world.close();
    }
  });
});

describe('a database that is busy', () => {
  it('is up', async () => {
    const world = await createWorld({ migrations });
    try {
      const busy = Promise.all(
        Array.from({ length: 30 }, () => loose(world.backend.system()).rpc('slow', { ms: 700 })),
      );
      await new Promise((done) => setTimeout(done, 200));
      const asked = performance.now();
      expect(await world.backend.health()).toEqual({ database: 'up' });
      expect(performance.now() - asked).toBeLessThan(500);
      await busy;
    } finally {
      await world.close();
    }
  });
});

describe('processes that boot at once on an empty database', () => {
  it('are all fine', async () => {
    const server = inject('server');
    const database = `race_${randomBytes(6).toString('hex')}`;
    const admin = new pg.Client({ ...server, database: 'postgres' });
    await admin.connect();
    await admin.query(`create database ${database}`);
    const login = `${server.user}:${encodeURIComponent(server.password)}`;
    const DATABASE_URL = `postgres://${login}@localhost:${server.port}/${database}?host=${encodeURIComponent(server.host)}`;
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    try {
      const backends = await Promise.all(
        Array.from({ length: 4 }, () => startBackend(readEnv({ DATABASE_URL }), { log, derive, migrations })),
      );
      const asked = backends.flatMap((backend) => Array.from({ length: 100 }, () => loose(backend.anon()).rpc('who')));
      const answers = await Promise.all(asked);
      expect(answers.filter(({ error }) => error !== null)).toEqual([]);
      const made = await backends[0]?.accounts.create('ana@people.test', 'correct horse');
      expect(made).toMatchObject({ ok: true });
      await Promise.all(backends.map((backend) => backend.close()));
    } finally {
      await admin.query(`drop database if exists ${database} with (force)`);
      await admin.end();
    }
  });
});

function ignore(): void {
  return undefined;
}
