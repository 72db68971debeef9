import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import pg from 'pg';

/*
 * The engine's transaction of a request is: begin, who asks, the query, commit. "begin" waits for "who asks" and both travel
 * together, and what the engine asks about response headers, which no function of ours sets, is answered here. Three round
 * trips instead of six. If the two were ever parted, the context would be void and the gateway role may read nothing.
 */

const CONTEXT = 'ronda: context of a request';
const RESPONSE_SETTINGS = "current_setting('response.status', true) AS status";

/** Who asks: given to the transaction that is about to begin. */
export function contextQuery(role: string, uid: string, claims: string): CompiledQuery {
  return CompiledQuery.raw(CONTEXT, [role, uid, claims]);
}

function contextSql([role, uid, claims]: readonly unknown[]): string {
  const [r, u, c] = [role, uid, claims].map((value) => pg.escapeLiteral(String(value)));
  return `select set_config('role', ${r}, true), set_config('request.jwt.claim.sub', ${u}, true),
    set_config('request.jwt.claim.role', ${r}, true), set_config('request.jwt.claims', ${c}, true)`;
}

/** No connection could be had: whatever the server said to that, it says nothing about the caller's request. */
export class NoConnection extends Error {
  override name = 'NoConnection';
  constructor(cause: unknown) {
    super('the database is away', { cause });
  }
}

class PooledConnection implements DatabaseConnection {
  #beginning = '';

  constructor(readonly client: pg.PoolClient) {}

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = compiled;
    if (sql.includes(RESPONSE_SETTINGS)) return { rows: [{ status: '', headers: '' } as R] };
    const begin = this.#beginning;
    this.#beginning = '';
    if (sql === CONTEXT) {
      await this.client.query(`${begin}${contextSql(parameters)}`);
      return { rows: [] };
    }
    if (begin !== '') await this.client.query(begin);
    const result = await this.client.query<pg.QueryResultRow>(sql, [...parameters]);
    const affected = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command);
    return {
      rows: result.rows as R[],
      ...(affected ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}),
    };
  }

  streamQuery(): never {
    throw new Error('rows are not streamed');
  }

  begin(statement: string): void {
    this.#beginning = `${statement};`;
  }

  /** Commit or rollback; nothing to end when nothing was sent. */
  async end(statement: 'commit' | 'rollback'): Promise<void> {
    if (this.#beginning !== '') this.#beginning = '';
    else await this.client.query(statement);
  }
}

class PoolDriver implements Driver {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {
    // The pool connects when it is asked to.
  }

  async acquireConnection(): Promise<PooledConnection> {
    try {
      return new PooledConnection(await this.#pool.connect());
    } catch (error) {
      throw new NoConnection(error);
    }
  }

  beginTransaction(connection: PooledConnection): Promise<void> {
    connection.begin('begin');
    return Promise.resolve();
  }

  commitTransaction(connection: PooledConnection): Promise<void> {
    return connection.end('commit');
  }

  rollbackTransaction(connection: PooledConnection): Promise<void> {
    return connection.end('rollback');
  }

  releaseConnection(connection: PooledConnection): Promise<void> {
    connection.client.release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    // Whoever opened the pool ends it.
  }
}

/** Kysely over a pool of ours: what the engine uses in the place of its own driver. */
export function kyselyOver(pool: pg.Pool): Kysely<unknown> {
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PoolDriver(pool),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
