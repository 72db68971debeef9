import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayOf } from '../../src/lib/server/backend/gateway.server';
import { createWorld, derive, type World } from '../support/world';
import { loose } from './fixtures/loose';

const folder = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

let world: World;
beforeAll(async () => {
  world = await createWorld({ migrations: folder('migrations') });
});
afterAll(() => world.close());

/** Who may do what to which table of schema public, as the catalogue has it. */
async function grants(sql: pg.Pool): Promise<string[]> {
  const { rows } = await sql.query<{ line: string }>(`
    select distinct g.grantee || ' ' || g.privilege_type || ' ' || g.table_name as line
    from information_schema.role_table_grants g
    where g.table_schema = 'public' and g.grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC') order by 1`);
  return rows.map(({ line }) => line);
}

describe('revokes of the migrations', () => {
  const meant = ['authenticated INSERT notes', 'authenticated SELECT notes', 'service_role SELECT notes'];

  it('hold after the boot', async () => {
    expect(await grants(world.sql)).toEqual(meant);
  });

  it('hold after requests of every caller, the first ones at once', async () => {
    const ana = await world.user();
    const db = [loose(world.backend.anon()), loose(world.backend.as(ana.accessToken)), loose(world.backend.system())];
    const reads = db.flatMap((one) =>
      Array.from({ length: 30 }, (_, i) => one.from(i % 2 === 0 ? 'notes' : 'plain').select()),
    );
    await Promise.all(reads);
    expect(await grants(world.sql)).toEqual(meant);
    expect((await loose(world.backend.anon()).from('plain').select()).error?.code).toBe('42501');
    expect((await loose(world.backend.as(ana.accessToken)).from('plain').select()).error?.code).toBe('42501');
  });

  it('hold after a second process booted', async () => {
    await loose((await world.another()).anon()).rpc('who');
    expect(await grants(world.sql)).toEqual(meant);
  });
});

describe('a database without any row level security', () => {
  it('is still served with a role, from the first request on', async () => {
    const bare = await createWorld({ migrations: folder('bare') });
    try {
      const [who, table] = await Promise.all([
        loose(bare.backend.anon()).rpc('who'),
        loose(bare.backend.anon()).from('open_by_mistake').select(),
      ]);
      expect(who.data).toEqual({ user: 'anon' });
      expect(table.error?.code).toBe('42501');
    } finally {
      await bare.close();
    }
  });
});

describe('the gateway role', () => {
  let client: pg.Client;
  beforeAll(async () => {
    const { role, password } = gatewayOf(world.database, derive);
    const { host, port } = world.sql.options;
    const where = { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
    client = new pg.Client({ ...where, database: world.database, user: role, password });
    await client.connect();
  });
  afterAll(() => client.end());

  it.each([
    ['reads no table', 'select * from notes'],
    ['reads no table without row level security', 'select * from plain'],
    ['writes no table', "insert into plain values (2, 'x')"],
    ['calls no function of ours', 'select public.who()'],
    ['makes no table', 'create table public.mine (id int)'],
    ['makes no schema', 'create schema mine'],
    ['makes no role', 'create role mine'],
    ['becomes no owner', 'set role postgres'],
    ['reads no history', 'select * from supabase_migrations.schema_migrations'],
    ['reads no server file', "select pg_read_file('postgresql.conf')"],
  ])('%s', async (_, statement) => {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('grants nothing', async () => {
    // It holds one right on the table, so PostgreSQL warns instead of refusing.
    await client.query('grant select on plain to anon');
    const { rows } = await world.sql.query("select has_table_privilege('anon', 'plain', 'select') as may");
    expect(rows).toEqual([{ may: false }]);
  });

  it('becomes the three roles of requests, and sees with their eyes', async () => {
    await client.query('begin');
    await client.query("set local role 'anon'");
    await expect(client.query('select * from plain')).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
  });
});

describe('schemas that are not the API', () => {
  it.each(['auth', 'supabase_migrations', 'app', 'pg_catalog'])('%s is not reachable', async (schema) => {
    const call = loose(world.backend.system()).schema(schema as 'public');
    expect((await call.from('users').select()).error).not.toBeNull();
  });
});
