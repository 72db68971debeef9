import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { readMigrations } from '../../src/lib/server/backend/migrate.server';
import { prepareDatabase } from '../../src/lib/server/backend/prepare.server';
import { derive } from '../support/world';

const nothing = (): void => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

let folder: string;
let database: string;
let client: pg.Client;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ronda-migrations-'));
  database = `migrate_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ ...inject('server'), database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  client = new pg.Client({ ...inject('server'), database });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
  const admin = new pg.Client({ ...inject('server'), database: 'postgres' });
  await admin.connect();
  await admin.query(`drop database ${database} with (force)`);
  await admin.end();
});

const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);
const run = async (): Promise<unknown> =>
  prepareDatabase({ ...inject('server'), database }, { migrations: readMigrations(folder), derive, log });
const applied = async (): Promise<unknown[]> =>
  (await client.query('select version, name from supabase_migrations.schema_migrations order by version')).rows;

describe('migrations', () => {
  it('are applied in order, once, and kept in the history of the Supabase CLI', async () => {
    write('20270102000000_second.sql', 'insert into one values (2)');
    write('20270101000000_first.sql', 'create table one (id int primary key)');
    await run();
    await run();
    expect(await applied()).toEqual([
      { version: '20270101000000', name: 'first' },
      { version: '20270102000000', name: 'second' },
    ]);
    expect((await client.query('select id from one')).rows).toEqual([{ id: 2 }]);
  });

  it('say file, line and column of a mistake, undo that file, and keep those before it', async () => {
    write('20270101000000_first.sql', 'create table one (id int)');
    write('20270102000000_broken.sql', 'create table two (id int);\n\n  select nothing;\n');
    await expect(run()).rejects.toThrow(/20270102000000_broken\.sql:3:10 failed: .*nothing.*42703/);
    expect(await applied()).toEqual([{ version: '20270101000000', name: 'first' }]);
    expect((await client.query("select to_regclass('two') as two")).rows).toEqual([{ two: null }]);
  });

  it('that were edited after they were applied are refused, and nothing is touched', async () => {
    write('20270101000000_first.sql', 'create table one (id int)');
    await run();
    write('20270101000000_first.sql', 'create table one (id bigint)');
    write('20270102000000_second.sql', 'drop table one');
    await expect(run()).rejects.toThrow('20270101000000_first.sql was edited after it was applied');
    expect(await applied()).toHaveLength(1);
  });

  it('written with the line ends of Windows are the same', async () => {
    write('20270101000000_first.sql', 'create table one (\n  id int)');
    await run();
    write('20270101000000_first.sql', 'create table one (\r\n  id int)');
    await run();
    expect(await applied()).toHaveLength(1);
  });

  it('that are missing here stop an older program', async () => {
    write('20270101000000_first.sql', 'create table one (id int)');
    await run();
    rmSync(join(folder, '20270101000000_first.sql'));
    await expect(run()).rejects.toThrow('older than the database');
  });

  it('that come late are refused', async () => {
    write('20270102000000_second.sql', 'select 1');
    await run();
    write('20270101000000_first.sql', 'select 1');
    await expect(run()).rejects.toThrow('rename it so that it comes last');
  });

  it('that the Supabase CLI applied are taken as they are', async () => {
    write('20270101000000_first.sql', 'create table one (id int)');
    await run();
    await client.query("delete from supabase_migrations.ronda_checksums where version <> 'system'");
    write('20270101000000_first.sql', '-- formatted anew\ncreate table one (id int)');
    await run();
    expect(await applied()).toHaveLength(1);
  });

  it.each([
    ['first.sql', 'must be named <version>_<name>.sql'],
    ['20270101000000.sql', 'must be named <version>_<name>.sql'],
  ])('have names with a version: %s', (name, words) => {
    write(name, '');
    expect(() => readMigrations(folder)).toThrow(words);
  });

  it('have versions of their own', () => {
    write('20270101000000_a.sql', '');
    write('20270101000000_b.sql', '');
    expect(() => readMigrations(folder)).toThrow('carry the same version');
  });
});

describe('the owner of a database', () => {
  it('need not be a superuser', async () => {
    const owner = `owner_${randomBytes(4).toString('hex')}`;
    await client.query(`create role ${owner} login createrole bypassrls password 'secret'`);
    await client.query(`alter database ${database} owner to ${owner}`);
    // As on a server where other applications made the roles before.
    await client.query(`grant anon, authenticated, service_role to ${owner} with admin option`).catch(nothing);
    write('20270101000000_first.sql', 'create table one (id int); alter table one enable row level security;');
    try {
      const login = { ...inject('server'), user: owner, password: 'secret', database };
      await prepareDatabase(login, { migrations: readMigrations(folder), derive, log });
      await prepareDatabase(login, { migrations: readMigrations(folder), derive, log });
      expect(await applied()).toHaveLength(1);
    } finally {
      await client.query(`alter database ${database} owner to postgres`);
      await client.query(`reassign owned by ${owner} to postgres`);
      await client.query(`drop owned by ${owner}`);
    }
  });

  it('who may not make roles is told what to grant', async () => {
    const owner = `owner_${randomBytes(4).toString('hex')}`;
    await client.query(`create role ${owner} login password 'secret'`);
    await client.query(`alter database ${database} owner to ${owner}`);
    const login = { ...inject('server'), user: owner, password: 'secret', database };
    await expect(prepareDatabase(login, { migrations: [], derive, log })).rejects.toThrow('allowed to create roles');
    await client.query(`alter database ${database} owner to postgres`);
    await client.query(`drop owned by ${owner}`);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'refuses the password'],
    ['no such database', { database: 'nowhere' }, 'no database of that name'],
    ['a server that is not there', { host: '127.0.0.1', port: 9 }, 'nothing listens there'],
  ])('is told about %s', async (_, change, words) => {
    const login = { ...inject('server'), database, ...change };
    await expect(prepareDatabase(login, { migrations: [], derive, log })).rejects.toThrow(words);
  });
});
