import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { BackendError, type Log } from './types.server';

export interface Migration {
  /** Digits before the first underscore, as the Supabase CLI reads them. */
  version: string;
  name: string;
  file: string;
  sql: string;
  checksum: string;
}

/** The files in the order of their versions. @throws BackendError when a name or a pair of versions is wrong. */
export function readMigrations(folder: string): Migration[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  } catch {
    throw new BackendError(`The folder of migrations ${folder} cannot be read: start Ronda from a complete checkout.`);
  }
  const migrations = names.map((name) => readMigration(join(folder, name)));
  migrations.sort((a, b) => (a.version < b.version ? -1 : a.version > b.version ? 1 : 0));
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before?.version === migration.version)
      throw new BackendError(
        `Migrations ${before.file} and ${migration.file} carry the same version: rename one of them.`,
      );
  }
  return migrations;
}

function readMigration(path: string): Migration {
  const file = basename(path);
  const match = /^(\d+)_(.+)\.sql$/.exec(file);
  const [, version, name] = match ?? [];
  if (version === undefined || name === undefined)
    throw new BackendError(
      `Migration ${file} must be named <version>_<name>.sql, for example 20270101120000_boards.sql.`,
    );
  // Line ends differ between checkouts on Windows and elsewhere; that is no edit.
  const sql = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  return { version, name, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

interface Applied {
  version: string;
  name: string | null;
  checksum: string | null;
}

/*
 * The history table is the one of the Supabase CLI, so `supabase db push` continues where this runner stopped. The CLI keeps
 * no checksum; ours stands in a table beside it, and versions applied by the CLI are taken as they are.
 */
export const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text not null primary key, statements text[], name text);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;
  create table if not exists supabase_migrations.ronda_checksums (
    version text not null primary key, checksum text not null);
`;

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(`
    select m.version, m.name, c.checksum
    from supabase_migrations.schema_migrations m left join supabase_migrations.ronda_checksums c using (version)
    order by m.version`);
  return rows;
}

/** What was applied must still be here, unchanged; new files may only come after it. */
function compare(migrations: Migration[], applied: Applied[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const { version, name, checksum } of applied) {
    const migration = files.get(version);
    if (migration === undefined)
      throw new BackendError(
        `The database already holds migration ${version}_${name ?? ''}.sql, and this program does not have it: ` +
          'it is older than the database. Start the newer program, or restore a backup made before the upgrade.',
      );
    if (checksum !== null && checksum !== migration.checksum)
      throw new BackendError(
        `Migration ${migration.file} was edited after it was applied: put the file back as it was and write the change as a new migration.`,
      );
  }
  const done = new Set(applied.map(({ version }) => version));
  const newest = applied.at(-1)?.version ?? '';
  const pending = migrations.filter(({ version }) => !done.has(version));
  const late = pending.find(({ version }) => version < newest);
  if (late !== undefined)
    throw new BackendError(
      `Migration ${late.file} is older than ${newest}, which is applied: rename it so that it comes last.`,
    );
  return pending;
}

/**
 * Applies what is missing, each file in a transaction of its own, on the one connection that holds the boot lock.
 * @returns the versions applied now.
 * @throws BackendError with file, line and PostgreSQL's words; files before the broken one stay applied.
 */
export async function migrate(client: pg.Client, migrations: Migration[], log: Log): Promise<string[]> {
  const pending = compare(migrations, await readApplied(client));
  for (const migration of pending) {
    const started = performance.now();
    await client.query('begin');
    try {
      await client.query(migration.sql);
      await client.query(
        'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
        [migration.version, migration.name, [migration.sql]],
      );
      await client.query('insert into supabase_migrations.ronda_checksums (version, checksum) values ($1, $2)', [
        migration.version,
        migration.checksum,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw new BackendError(explain(migration, error), { cause: error });
    }
    log.info({ migration: migration.name, ms: Math.round(performance.now() - started) }, 'migration applied');
  }
  return pending.map(({ version }) => version);
}

function explain(migration: Migration, error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return `Migration ${migration.file} failed: ${String(error)}`;
  const position = Number(error.position ?? '0');
  const before = position > 0 ? migration.sql.slice(0, position - 1) : '';
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const where = position > 0 ? `:${line}:${column}` : '';
  const more = [error.detail, error.hint, error.where].filter((part) => part).join(' ');
  return `Migration ${migration.file}${where} failed: ${error.message} (${error.code ?? '?'})${more ? ` ${more}` : ''}`;
}
