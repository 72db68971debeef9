import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootId, isAlive, startOf, until } from '../../src/lib/server/backend/embedded/processes.server';
import { startBackend, type Backend } from '../../src/lib/server/backend/index.server';
import { readEnv } from '../../src/lib/server/env.server';
import { derive } from '../support/world';
import { loose } from './fixtures/loose';

const migrations = fileURLToPath(new URL('fixtures/migrations', import.meta.url));
const program = fileURLToPath(new URL('fixtures/program.js', import.meta.url));

let dataDir: string;
const open: Backend[] = [];
const children: ChildProcess[] = [];
let logged: string[] = [];

/** A cluster made once: making one takes a second, copying it a tenth. */
let seed: string;
beforeAll(async () => {
  seed = makeFolder();
  await (await boot(seed)).close();
});
afterAll(() => rmSync(seed, { recursive: true, force: true }));

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ronda-embedded-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Keeps owners and modes. */
const copySeed = (to: string): Buffer => execFileSync('cp', ['-a', join(seed, 'postgres'), to]);

beforeEach(() => {
  dataDir = makeFolder();
  copySeed(dataDir);
  logged = [];
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(open.splice(0).map((backend) => backend.close()));
  const left = postmaster();
  if (left !== null && isAlive(left)) process.kill(left, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const at =
  (level: string) =>
  (_: object, message: string): void =>
    void logged.push(`${level} ${message}`);
const log = { debug: () => undefined, info: at('info'), warn: at('warn'), error: at('error') };

async function boot(dir = dataDir): Promise<Backend> {
  const backend = await startBackend(readEnv({ DATA_DIR: dir }), { log, derive, migrations });
  open.push(backend);
  return backend;
}

function postmaster(dir = dataDir): number | null {
  try {
    return Number(readFileSync(join(dir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

interface Ran {
  child: ChildProcess;
  /** The line it said first, `ready` or `refused: ...`. */
  said: string;
}

async function run(account?: { uid: number; gid: number }): Promise<Ran> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  children.push(child);
  const said = await new Promise<string>((done) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const line = /^(ready|refused: .*)$/m.exec(output)?.[0];
      if (line !== undefined) done(line);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', () => done(output));
  });
  return { child, said };
}

async function addAccount(backend: Backend, email: string): Promise<void> {
  expect(await backend.accounts.create(email, 'correct horse')).toMatchObject({ ok: true });
}

const knows = async (backend: Backend, email: string): Promise<boolean> => {
  const answer = await backend.accounts.create(email, 'correct horse');
  return !answer.ok && answer.code === 'conflict';
};

describe('the bundled PostgreSQL', () => {
  it('keeps its data, stops within three seconds with a query running, and leaves no process', async () => {
    const first = await boot();
    await addAccount(first, 'ana@people.test');
    const pid = postmaster();
    const slow = Promise.resolve(loose(first.system()).rpc('slow', { ms: 10_000 }));
    await new Promise((done) => setTimeout(done, 200));
    const started = performance.now();
    await first.close();
    expect(performance.now() - started).toBeLessThan(3_000);
    expect((await slow).error).not.toBeNull();
    expect(pid !== null && isAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'ronda.lock'))).toBe(false);
    expect(await knows(await boot(), 'ana@people.test')).toBe(true);
  });

  it('runs again after it was killed; until then health says down', async () => {
    const backend = await boot();
    await addAccount(backend, 'ana@people.test');
    const pid = postmaster() ?? 0;
    process.kill(pid, 'SIGKILL');
    expect(await until(() => logged.some((line) => line.includes('the database server ended')), 2_000)).toBe(true);
    expect(await backend.health()).toEqual({ database: 'down' });
    expect((await loose(backend.anon()).rpc('who')).status).toBe(503);
    expect(await until(() => logged.some((line) => line.includes('runs again')), 15_000)).toBe(true);
    expect(postmaster()).not.toBe(pid);
    expect(await backend.health()).toEqual({ database: 'up' });
    expect(await knows(backend, 'ana@people.test')).toBe(true);
  });

  it('is stopped when a killed Ronda left it behind, and nothing acknowledged is lost', async () => {
    const { child, said } = await run();
    expect(said).toBe('ready');
    const orphan = postmaster() ?? 0;
    child.kill('SIGKILL');
    await until(() => child.signalCode !== null, 2_000);
    expect(isAlive(orphan)).toBe(true);
    const backend = await boot();
    expect(isAlive(orphan)).toBe(false);
    expect(logged.join('\n')).toContain('left by an earlier run');
    expect((await loose(backend.anon()).rpc('who')).error).toBeNull();
  });

  it('starts over a stale pid file, also when its pid is somebody else by now', async () => {
    const first = await boot();
    await first.close();
    writeFileSync(join(dataDir, 'postgres/data/postmaster.pid'), `${process.pid}\n${dataDir}/postgres/data\n`);
    const second = await boot();
    expect(logged.join('\n')).toContain('stale pid file');
    await second.close();
    writeFileSync(join(dataDir, 'postgres/data/postmaster.pid'), '4194303\n');
    expect((await loose((await boot()).anon()).rpc('who')).error).toBeNull();
  });

  it('is taken again when its password file was lost', async () => {
    await (await boot()).close();
    rmSync(join(dataDir, 'postgres/password'));
    expect((await loose((await boot()).anon()).rpc('who')).error).toBeNull();
  });

  it('is made anew when an earlier making was cut off', async () => {
    rmSync(join(dataDir, 'postgres'), { recursive: true });
    mkdirSync(join(dataDir, 'postgres/data.new-0000/base'), { recursive: true });
    await boot();
    expect(existsSync(join(dataDir, 'postgres/data.new-0000'))).toBe(false);
  });

  it('listens on the loopback address when the way to DATA_DIR is too long for a socket', async () => {
    const long = join(dataDir, 'a'.repeat(90));
    mkdirSync(long);
    copySeed(long);
    const backend = await boot(long);
    expect((await loose(backend.anon()).rpc('who')).error).toBeNull();
    expect(existsSync(join(long, 'postgres/run/.s.PGSQL.5432'))).toBe(false);
    const pid = postmaster(long) ?? 0;
    await backend.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('is not left behind by a start that fails after it', async () => {
    const broken = join(dataDir, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, '20270101000000_broken.sql'), 'select nothing');
    const failed = startBackend(readEnv({ DATA_DIR: dataDir }), { log, derive, migrations: broken });
    await expect(failed).rejects.toMatchObject({ name: 'BackendError' });
    expect(postmaster()).toBeNull();
    expect(existsSync(join(dataDir, 'ronda.lock'))).toBe(false);
  });

  it('runs for a plain user', async () => {
    const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
    rmSync(join(dataDir, 'postgres'), { recursive: true });
    if (account !== undefined) chownSync(dataDir, account.uid, account.gid);
    const { child, said } = await run(account);
    expect(said).toBe('ready');
    child.kill('SIGTERM');
    await until(() => child.exitCode !== null, 5_000);
    expect(child.exitCode).toBe(0);
  });
});

describe('DATA_DIR', () => {
  it('belongs to one Ronda at a time', async () => {
    await boot();
    const { said, child } = await run();
    expect(said).toContain(`Another Ronda (process ${process.pid}) is already running on DATA_DIR ${dataDir}`);
    await until(() => child.exitCode !== null, 2_000);
    expect(child.exitCode).toBe(1);
    await expect(boot()).rejects.toThrow('Another Ronda');
    expect(postmaster()).not.toBeNull();
  });

  it('is taken by one of many that start at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => boot()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  const holder = (change: object): string =>
    JSON.stringify({ pid: 4_194_303, start: '1', boot: bootId(), host: hostname(), token: 'x', ...change });

  it.each([
    ['of a process that is gone', (): string => holder({})],
    ['whose pid another process has by now', (): string => holder({ pid: process.ppid, start: '1' })],
    [
      'of before the machine started anew',
      (): string => holder({ pid: process.ppid, start: startOf(process.ppid), boot: 'earlier' }),
    ],
    ['that was written half', (): string => '{"pid":'],
  ])('is taken over from a lock %s', async (_, content) => {
    writeFileSync(join(dataDir, 'ronda.lock'), content());
    expect((await loose((await boot()).anon()).rpc('who')).error).toBeNull();
  });

  it('is respected while another machine or container keeps its lock fresh', async () => {
    writeFileSync(join(dataDir, 'ronda.lock'), holder({ host: 'elsewhere' }));
    await expect(boot()).rejects.toThrow('on elsewhere');
    rmSync(join(dataDir, 'ronda.lock'));
  });

  it('that is a file is refused in words', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(boot(file)).rejects.toMatchObject({ name: 'BackendError' });
  });

  it.runIf(process.getuid?.() === 0)('that PostgreSQL cannot reach is refused with the folder in the way', async () => {
    const hidden = join(dataDir, 'hidden');
    mkdirSync(hidden, { mode: 0o700 });
    await expect(boot(join(hidden, 'data'))).rejects.toThrow(`may not enter ${hidden}`);
    expect(existsSync(join(hidden, 'data/ronda.lock'))).toBe(false);
    chmodSync(hidden, 0o755);
    expect((await loose((await boot(join(hidden, 'data'))).anon()).rpc('who')).error).toBeNull();
  });

  it('written by another version is refused in words, and left alone', async () => {
    await (await boot()).close();
    writeFileSync(join(dataDir, 'postgres/data/PG_VERSION'), '15\n');
    await expect(boot()).rejects.toThrow('another major version');
    expect(existsSync(join(dataDir, 'ronda.lock'))).toBe(false);
  });
});
