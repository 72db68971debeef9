import { createHash } from 'node:crypto';
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite';
import pg from 'pg';
import { gatewayOf, grantGateway, type Gateway } from './gateway.server';
import { HISTORY, migrate, type Migration } from './migrate.server';
import { sqlState } from './pool.server';
import { BackendError, type Derive, type Log } from './types.server';

/** One key for all processes that boot on the same database; 'ronda' in ASCII. */
const BOOT_LOCK = 0x726f6e6461;
const OLDEST_SERVER = 15;

/*
 * anon, authenticated and service_role exist once per cluster, while the boot lock holds within one database: two databases
 * that boot at once may both make them, and the later one finds the role made. bypassrls needs a superuser, or from
 * PostgreSQL 16 a role that has it itself.
 */
const ROLES = `
do $$
begin
  begin create role anon nologin; exception when duplicate_object or unique_violation then null; end;
  begin create role authenticated nologin; exception when duplicate_object or unique_violation then null; end;
  begin create role service_role nologin bypassrls; exception when duplicate_object or unique_violation then null; end;
end $$;
`;

const SYSTEM_RIGHTS = `
  grant usage on schema public to anon, authenticated, service_role;
  grant usage on schema auth to anon, authenticated, service_role;
  grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt() to anon, authenticated, service_role;
`;

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server: string; foreign: boolean }>(`
    select current_setting('server_version_num') as server,
           exists (select 1 from information_schema.columns
                   where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id') as foreign`);
  const server = Math.floor(Number(rows[0]?.server ?? 0) / 10_000);
  if (server < OLDEST_SERVER)
    throw new BackendError(`DATABASE_URL points to PostgreSQL ${server}, and Ronda needs ${OLDEST_SERVER} or newer.`);
  if (rows[0]?.foreign === true)
    throw new BackendError(
      'DATABASE_URL points to the database of a Supabase project, which brings its own sign-in. ' +
        'Unset it and set SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY instead.',
    );
}

async function ensureRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string; rolbypassrls: boolean }>(
    "select rolname, rolbypassrls from pg_roles where rolname in ('anon', 'authenticated', 'service_role')",
  );
  if (rows.length < 3) await client.query(ROLES);
  if (rows.some(({ rolname, rolbypassrls }) => rolname === 'service_role' && !rolbypassrls))
    await client.query('alter role service_role bypassrls');
}

/** Skipped when this very text was applied before: its `create ... if not exists` locks the tables of running sessions. */
async function systemSchema(client: pg.Client): Promise<void> {
  const system = [getAuthSchemaSql(), SUPABASE_AUTH_HELPERS_SQL, SYSTEM_RIGHTS].join(';\n');
  const checksum = createHash('sha256').update(system).digest('hex');
  await client.query(HISTORY);
  const known = await client.query(
    "select 1 from supabase_migrations.ronda_checksums where version = 'system' and checksum = $1",
    [checksum],
  );
  if (known.rowCount === 1) return;
  await client.query(system);
  await client.query(
    `insert into supabase_migrations.ronda_checksums (version, checksum) values ('system', $1)
     on conflict (version) do update set checksum = excluded.checksum`,
    [checksum],
  );
}

/**
 * Another database of the same cluster may write the same shared catalogue row at the same moment (XX000 "tuple
 * concurrently updated", 40P01). All steps are repeatable, so the answer is to repeat.
 */
async function repeated(step: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      if (!['XX000', '40P01', '40001', '42710', '23505'].includes(sqlState(error)) || attempt === 8) throw error;
      await new Promise((done) => setTimeout(done, 20 * attempt + Math.random() * 50));
    }
  }
}

export interface PrepareOptions {
  migrations: Migration[];
  derive: Derive;
  log: Log;
  /** SQL run before the migrations; tests give a database the default rights of hosted Supabase with it. */
  before?: string;
}

/**
 * Brings a database to the state in which it may be served, under one lock for all processes: system schema, roles,
 * migrations, rights of the gateway. Repeatable; changes nothing when all is there.
 */
export async function prepareDatabase(connection: pg.ClientConfig, options: PrepareOptions): Promise<Gateway> {
  const client = new pg.Client({ ...connection, application_name: 'ronda boot', connectionTimeoutMillis: 10_000 });
  // A connection that dies between two queries reports it here; the next query fails and says so.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new BackendError(explainConnection(error), { cause: error });
  });
  try {
    await client.query("set client_min_messages = warning; set timezone = 'UTC'");
    await checkServer(client);
    await client.query('select pg_advisory_lock($1)', [BOOT_LOCK]);
    await repeated(() => ensureRoles(client));
    await repeated(() => systemSchema(client));
    if (options.before !== undefined) await client.query(options.before);
    await migrate(client, options.migrations, options.log);
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const gateway = gatewayOf(rows[0]?.name ?? 'postgres', options.derive);
    await repeated(() => grantGateway(client, gateway));
    return gateway;
  } catch (error) {
    if (sqlState(error) === '42501')
      throw new BackendError(
        `The user of DATABASE_URL may not prepare the database: ${error instanceof Error ? error.message : ''}. ` +
          'It must own the database and be allowed to create roles: alter role <user> createrole bypassrls; ' +
          'or create the roles anon, authenticated (nologin) and service_role (nologin bypassrls) as a superuser first.',
        { cause: error },
      );
    throw error;
  } finally {
    // Ends the session, and with it the lock.
    await client.end().catch(() => undefined);
  }
}

function explainConnection(error: unknown): string {
  const words: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'its host name is unknown',
    ETIMEDOUT: 'it does not answer',
    '28P01': 'it refuses the password',
    '28000': 'it refuses this user from this host (pg_hba.conf)',
    '3D000': 'it has no database of that name',
    '53300': 'it has no connection left (max_connections)',
    '57P03': 'it is still starting, try again in a moment',
  };
  const code = sqlState(error);
  return `The PostgreSQL server of DATABASE_URL cannot be used: ${words[code] ?? (error instanceof Error ? error.message : code)} (${code}).`;
}
