import pg from 'pg';
import { BackendUnavailable, type Log } from './types.server';

/*
 * postgres.js, the driver the engine brings, throws an uncaught TypeError when a busy connection is terminated, and the
 * process dies. pg.Pool reports it to the one request that was on it. The parsers below give values as the engine expects
 * them from its own driver: integers as numbers while they are exact, dates and times as the text PostgreSQL sent.
 */
const INT8 = 20;
const NUMERIC = 1700;
const NAME_ARRAYS = [1002, 1003];
const TEXT_ARRAY: number = 1009;
const TIMES = [1082, 1083, 1114, 1184, 1186, 1266];

type Parser = (value: string) => unknown;
const textArray: Parser = (value) => pg.types.getTypeParser(TEXT_ARRAY, 'text')(value);
const asText: Parser = (value) => value;
const parsers = new Map<number, Parser>([
  [INT8, (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value))],
  [NUMERIC, (value) => (String(Number(value)) === value ? Number(value) : value)],
  ...NAME_ARRAYS.map((oid): [number, Parser] => [oid, textArray]),
  ...TIMES.map((oid): [number, Parser] => [oid, asText]),
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
};

export interface PoolLimits {
  max: number;
  /** Longest run of one statement; beyond it PostgreSQL cancels it (SQLSTATE 57014). */
  statementMs: number;
}

/** A pool whose broken connections are logged and replaced, never thrown. */
export function openPool(connection: pg.ClientConfig, limits: PoolLimits, log: Log): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: limits.max,
    types,
    // A request waits this long for a free or new connection, then it is told that the database is away.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: limits.statementMs,
    // Ends a transaction whose process froze, so that its locks do not stop everybody else.
    idle_in_transaction_session_timeout: 30_000,
    options: '-c TimeZone=UTC',
    application_name: 'ronda',
  });
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ code: sqlState(error) }, 'an idle database connection ended');
  });
  // While a client is checked out the pool does not listen for it, and an 'error' without a listener ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The same server and database, as another user. In a connection string the user would win over one given beside it. */
export function asUser(connection: pg.ClientConfig, user: string, password: string): pg.ClientConfig {
  if (connection.connectionString === undefined) return { ...connection, user, password };
  const url = new URL(connection.connectionString);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return { ...connection, connectionString: url.href };
}

/**
 * Runs the work of one key after that of the same key in any process on this database. The pool must not be the one the
 * work itself draws from: all of its connections could hold a lock and wait for one more.
 */
export async function oneAtATime<T>(pool: pg.Pool, key: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new BackendUnavailable('the database is away', { cause: error });
  });
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]).catch((error: unknown) => {
      throw new BackendUnavailable('the database is away', { cause: error });
    });
    return await work();
  } finally {
    const released = await client
      .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
      .then(() => true)
      .catch(() => false);
    // A connection that would not let go is ended, and its locks with it.
    client.release(!released);
  }
}

/** SQLSTATE or system code of an error, for logs. */
export function sqlState(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
