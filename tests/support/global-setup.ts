import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/lib/server/backend/embedded/supervisor.server';
import type { Log } from '../../src/lib/server/backend/types.server';

/** What a spec needs to reach the server of this run. */
export interface TestServer {
  host: string;
  port: number;
  user: string;
  password: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer;
  }
}

interface Shared {
  users: number;
  started: Promise<{ server: TestServer; stop(): Promise<void> }>;
}

/** Every project of a run sets up in the same process: the first starts the server, the last stops it. */
const SHARED = Symbol.for('ronda.test-server');

const silent = (): void => undefined;
const log: Log = {
  debug: silent,
  info: silent,
  warn: silent,
  error: (_, message) => void process.stderr.write(`test database: ${message}\n`),
};

async function start(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ronda-test-'));
  const postgres = await startEmbedded({
    dataDir,
    log,
    // Thrown away in a minute, so nothing is forced to disk; many specs with a pool each share it.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
      shared_buffers: '128MB',
    },
  });
  const { host = '', port = 0, user = '', password } = postgres.connection('postgres');
  const stop = async (): Promise<void> => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  // PostgreSQL has a session of its own: whoever stops the tests does not reach it but through here.
  const interrupted = (): void => void stop().finally(() => process.exit(130));
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  return { server: { host, port, user, password: typeof password === 'string' ? password : '' }, stop };
}

/** One bundled PostgreSQL for the whole run; `createWorld` gives each spec a database on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (Reflect.get(globalThis, SHARED) as Shared | undefined) ?? { users: 0, started: start() };
  Reflect.set(globalThis, SHARED, shared);
  shared.users += 1;
  const { server, stop } = await shared.started;
  project.provide('server', server);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    Reflect.deleteProperty(globalThis, SHARED);
    await stop();
  };
}
