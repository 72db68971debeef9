import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { BackendError, type Log } from '../types.server';
import { isReady, openCluster, spawnAs, type Cluster } from './cluster.server';
import { sleep } from './processes.server';
import { explainPostgres, isDiskFull } from './words.server';

export interface EmbeddedPostgres {
  /** How to connect as the owner of everything, to one of its databases. */
  connection(database: string): pg.ClientConfig;
  isUp(): boolean;
  /** Process id of the server that runs now. */
  pid(): number | undefined;
  /** Ends the server within three seconds; nothing that was committed is lost. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  /** Settings over ours, as in postgresql.conf; tests turn fsync off with it. */
  settings?: Record<string, string>;
}

/** sockaddr_un.sun_path: 108 bytes on Linux, 104 on macOS and BSD, with the final zero. */
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;
const SOCKET_PORT = 5432;
/** A server that recovers from a crash replays its log first; this bounds a start that hangs (ms). */
const START_MS = 120_000;
/** Children of a killed server may hold its memory for a moment, and a new one refuses to start until they are gone (ms). */
const LINGER_MS = 10_000;
const BACKOFF_MS = [50, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** A server that ran this long was healthy: the next failure starts the backoff anew (ms). */
const HEALTHY_MS = 60_000;

/*
 * For one machine and one application: 48 MB of buffers, no helpers for replication, no parallel workers, synchronous reads
 * instead of three I/O workers. fsync stays on: an acknowledged signature survives a power cut.
 */
const SETTINGS: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '48MB',
  max_connections: '40',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and details hold what people typed: neither is logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
};

type Place = { kind: 'socket'; folder: string } | { kind: 'tcp'; port: number };

async function choosePlace(cluster: Cluster): Promise<Place> {
  const socket = join(cluster.runDir, `.s.PGSQL.${SOCKET_PORT}`);
  if (process.platform !== 'win32' && Buffer.byteLength(socket) <= MAX_SOCKET_PATH)
    return { kind: 'socket', folder: cluster.runDir };
  return { kind: 'tcp', port: await freePort() };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function argumentsFor(cluster: Cluster, place: Place, settings: Record<string, string>): string[] {
  const all: Record<string, string> = {
    ...SETTINGS,
    ...settings,
    ...(place.kind === 'socket'
      ? {
          listen_addresses: '',
          port: String(SOCKET_PORT),
          // A list: quotes keep a comma in the path from splitting it.
          unix_socket_directories: `"${place.folder.replaceAll('"', '""')}"`,
        }
      : { listen_addresses: '127.0.0.1', port: String(place.port), unix_socket_directories: '' }),
  };
  return ['-D', cluster.dataDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

class Supervisor implements EmbeddedPostgres {
  #child: ChildProcess | undefined;
  #up = false;
  #stopping: Promise<void> | undefined;
  #failures = 0;
  #output: string[] = [];

  constructor(
    readonly cluster: Cluster,
    readonly place: Place,
    readonly options: EmbeddedOptions,
  ) {}

  connection(database: string): pg.ClientConfig {
    const { superuser: user, password } = this.cluster;
    return this.place.kind === 'socket'
      ? { host: this.place.folder, port: SOCKET_PORT, user, password, database }
      : { host: '127.0.0.1', port: this.place.port, user, password, database };
  }

  isUp(): boolean {
    return this.#up;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the server once and waits until it takes connections. */
  async start(): Promise<void> {
    const giveUp = performance.now() + LINGER_MS;
    for (;;) {
      const output = await this.#launch();
      if (output === null) return;
      const lingers = /pre-existing shared memory block|lock file ".*" already exists/i.test(output);
      if (!lingers || performance.now() > giveUp || this.#stopping !== undefined)
        throw explainPostgres('The bundled PostgreSQL', this.cluster.dataDir, output);
      await sleep(100);
    }
  }

  /** Null when the server is ready, else what it printed before it ended. */
  async #launch(): Promise<string | null> {
    const child = spawnAs(
      this.cluster,
      this.cluster.binaries.postgres,
      argumentsFor(this.cluster, this.place, this.options.settings ?? {}),
      this.cluster.dataDir,
    );
    this.#child = child;
    this.#output = [];
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
    child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => this.#read(chunk));
    let ended: string | undefined;
    child.on('error', (error) => (ended ??= error.message));
    child.on('close', () => (ended ??= ''));
    const startedAt = performance.now();
    while (ended === undefined && !isReady(this.cluster, child.pid ?? 0)) {
      if (performance.now() - startedAt > START_MS) {
        child.kill('SIGKILL');
        return `no answer within ${START_MS / 1000} s\n${this.#output.join('\n')}`;
      }
      await sleep(10);
    }
    if (ended !== undefined) return `${ended}\n${this.#output.join('\n')}`;
    this.#up = true;
    child.on('exit', (code, signal) => this.#exited(code, signal, startedAt));
    // Ended between the look and the listener.
    if (child.exitCode !== null || child.signalCode !== null) this.#exited(child.exitCode, child.signalCode, startedAt);
    return null;
  }

  #read(chunk: Buffer): void {
    for (const line of chunk.toString('utf8').split('\n')) {
      if (line.trim() === '') continue;
      this.#output.push(line);
      if (this.#output.length > 40) this.#output.shift();
      const serious = /(FATAL|PANIC):/.test(line) && this.#up && this.#stopping === undefined;
      this.options.log[serious ? 'warn' : 'debug']({}, `the database server reports: ${line}`);
    }
  }

  #exited(code: number | null, signal: NodeJS.Signals | null, startedAt: number): void {
    if (!this.#up) return;
    this.#up = false;
    if (this.#stopping !== undefined) return;
    if (performance.now() - startedAt > HEALTHY_MS) this.#failures = 0;
    const why = isDiskFull(this.#output.join('\n')) ? ': the disk is full' : '';
    this.options.log.error({ exitCode: code, signal }, `the database server ended${why}`);
    void this.#restart();
  }

  async #restart(): Promise<void> {
    while (this.#stopping === undefined) {
      const waitMs = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)] ?? 10_000;
      this.#failures++;
      await sleep(waitMs);
      if (this.#stopping !== undefined) return;
      try {
        await this.start();
        this.options.log.warn({ pid: this.pid() }, 'the database server runs again');
        return;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.options.log.error({}, `the database server cannot be started, trying again: ${why}`);
      }
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    const gone = (): boolean => child === undefined || child.exitCode !== null || child.signalCode !== null;
    for (const [signal, waitMs] of [
      ['SIGINT', 1_800],
      ['SIGQUIT', 500],
      ['SIGKILL', 500],
    ] as const) {
      if (gone()) break;
      child?.kill(signal);
      const end = performance.now() + waitMs;
      while (!gone() && performance.now() < end) await sleep(5);
    }
    this.#up = false;
    if (this.place.kind === 'socket') {
      rmSync(join(this.place.folder, `.s.PGSQL.${SOCKET_PORT}`), { force: true });
      rmSync(join(this.place.folder, `.s.PGSQL.${SOCKET_PORT}.lock`), { force: true });
    }
  }

  /** For `process.exit` without a stop: asks the server to end; nobody can wait any more. */
  killNow(): void {
    if (this.#stopping === undefined) this.#child?.kill('SIGINT');
  }
}

/**
 * The bundled PostgreSQL inside DATA_DIR, kept running until `stop`. The caller holds the lock on DATA_DIR.
 * @throws BackendError in words an operator can act on; no server is left behind then.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options.dataDir, options.log);
  const supervisor = new Supervisor(cluster, await choosePlace(cluster), options);
  const onExit = (): void => supervisor.killNow();
  process.on('exit', onExit);
  try {
    await supervisor.start();
  } catch (error) {
    process.off('exit', onExit);
    await supervisor.stop();
    throw error;
  }
  return {
    connection: (database) => supervisor.connection(database),
    isUp: () => supervisor.isUp(),
    pid: () => supervisor.pid(),
    async stop() {
      await supervisor.stop();
      process.off('exit', onExit);
    },
  };
}

/** Makes the application's database when the cluster is new. */
export async function ensureDatabase(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client(postgres.connection('postgres'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackendError(`The bundled PostgreSQL runs but does not take us: ${why}.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
