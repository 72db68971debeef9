import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { BackendError, type Log } from '../types.server';
import { accountFor, type OsAccount } from './account.server';
import { barrierTo, findBinaries, type Binaries } from './binaries.server';
import { isPostgresOf, sleep, until } from './processes.server';
import { explainPostgres } from './words.server';

/** Everything about the bundled server's files: DATA_DIR/postgres/{data,run,password}. */
export interface Cluster {
  dataDir: string;
  /** Holds the socket; only PostgreSQL's user and root may enter. */
  runDir: string;
  account: OsAccount | null;
  binaries: Binaries;
  superuser: string;
  password: string;
}

const SUPERUSER = 'postgres';

/** What a child of ours is told: nothing of our own environment, which may hold keys. */
const childEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/** Starts a program of the bundle as PostgreSQL's user, in a session of its own: Ctrl-C at the terminal is for us alone. */
export function spawnAs(cluster: Pick<Cluster, 'account'>, program: string, args: string[], cwd: string): ChildProcess {
  const { account } = cluster;
  return spawn(program, args, {
    cwd,
    env: childEnv(),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  });
}

async function run(
  cluster: Pick<Cluster, 'account'>,
  program: string,
  args: string[],
  cwd: string,
  input = '',
): Promise<void> {
  const child = spawnAs(cluster, program, args, cwd);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const failed = await new Promise<string | null>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('close', (code) => done(code === 0 ? null : ''));
  });
  if (failed !== null) throw explainPostgres('Making the database', cwd, `${failed}${output}`);
}

function makeFolder(path: string, mode: number, account: OsAccount | null): void {
  mkdirSync(path, { recursive: true, mode });
  if (account === null) return;
  chownSync(path, account.uid, account.gid);
  chmodSync(path, mode);
}

/** As root: lets PostgreSQL's user pass through DATA_DIR, which is ours; folders above it are not ours to change. */
function openTheWay(dataDir: string, account: OsAccount | null): void {
  if (account === null) return;
  const { mode, uid } = statSync(dataDir);
  if (uid === 0 && (mode & 0o011) !== 0o011) chmodSync(dataDir, mode | 0o011);
  const barrier = barrierTo(dataDir, account);
  if (barrier !== null)
    throw new BackendError(
      `DATA_DIR ${dataDir} cannot be used: PostgreSQL runs as the user ${account.name}, who may not enter ${barrier}. ` +
        `Choose another DATA_DIR (such as /var/lib/ronda), or allow it: chmod o+x ${barrier}.`,
    );
}

function readOrMakePassword(file: string): { password: string; made: boolean } {
  if (existsSync(file)) return { password: readFileSync(file, 'utf8').trim(), made: false };
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, password, { mode: 0o600 });
  return { password, made: true };
}

/**
 * Finds or makes the data of the bundled server. A half-made one (power lost during initdb) never gets the final name.
 * @throws BackendError in words an operator can act on.
 */
export async function openCluster(appDir: string, log: Log): Promise<Cluster> {
  const base = join(appDir, 'postgres');
  const dataDir = join(base, 'data');
  const runDir = join(base, 'run');
  try {
    mkdirSync(base, { recursive: true, mode: 0o711 });
    const account = accountFor(dataDir);
    openTheWay(appDir, account);
    if (account !== null) chmodSync(base, 0o711);
    makeFolder(runDir, 0o700, account);
    const binaries = findBinaries(base, account);
    const isNew = !existsSync(join(dataDir, 'PG_VERSION'));
    const { password, made } = readOrMakePassword(join(base, 'password'));
    const cluster: Cluster = { dataDir, runDir, account, binaries, superuser: SUPERUSER, password };
    if (isNew) await initialise(cluster, base, log);
    await stopOrphan(cluster, log);
    if (made && !isNew) await resetPassword(cluster, log);
    return cluster;
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw explainPostgres('Preparing DATA_DIR', appDir, error instanceof Error ? error.message : String(error));
  }
}

async function initialise(cluster: Cluster, base: string, log: Log): Promise<void> {
  for (const name of readdirSync(base)) if (name.startsWith('data.new-')) rmSync(join(base, name), { recursive: true });
  if (existsSync(cluster.dataDir) && readdirSync(cluster.dataDir).length > 0)
    throw new BackendError(`${cluster.dataDir} holds files but no database: move them away and start again.`);
  const started = performance.now();
  const draft = join(base, `data.new-${randomBytes(4).toString('hex')}`);
  const passwordFile = join(cluster.runDir, 'initial-password');
  makeFolder(draft, 0o700, cluster.account);
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (cluster.account !== null) chownSync(passwordFile, cluster.account.uid, cluster.account.gid);
  try {
    await run(
      cluster,
      cluster.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${cluster.superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Sorts by code point the same way on every system, so an index survives an upgrade of the C library.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--data-checksums',
      ],
      base,
    );
    rmSync(cluster.dataDir, { recursive: true, force: true });
    renameSync(draft, cluster.dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  log.info({ ms: Math.round(performance.now() - started) }, 'database made');
}

/** The password file was lost: single-user mode needs none. */
async function resetPassword(cluster: Cluster, log: Log): Promise<void> {
  const statement = `alter role ${cluster.superuser} password '${cluster.password}'\n`;
  await run(
    cluster,
    cluster.binaries.postgres,
    ['--single', '-D', cluster.dataDir, '-c', 'log_min_messages=fatal', 'postgres'],
    cluster.dataDir,
    statement,
  );
  log.warn({}, 'the password file of the database was missing and has been made anew');
}

function readPid(cluster: Cluster): number | null {
  try {
    const pid = Number(readFileSync(join(cluster.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) ? Math.abs(pid) : null;
  } catch {
    return null;
  }
}

/**
 * A server left by a killed process is stopped: it may run an older program or other settings. A pid file whose process is
 * gone, or is somebody else by now, is removed. Safe only while DATA_DIR is locked by us.
 */
async function stopOrphan(cluster: Cluster, log: Log): Promise<void> {
  const pid = readPid(cluster);
  if (pid === null) return;
  const runs = (): boolean => isPostgresOf(pid, cluster.dataDir);
  if (!runs()) {
    rmSync(join(cluster.dataDir, 'postmaster.pid'), { force: true });
    log.warn({ pid }, 'stale pid file of the database removed');
    return;
  }
  log.warn({ pid }, 'a database server left by an earlier run is stopped');
  // Fast, then immediate (recovers at the next start), then by force.
  for (const [signal, waitMs] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in between.
    }
    if (await until(() => !runs(), waitMs)) {
      await sleep(20);
      rmSync(join(cluster.dataDir, 'postmaster.pid'), { force: true });
      return;
    }
  }
  throw new BackendError(
    `A database server (process ${pid}) still runs on ${cluster.dataDir} and cannot be stopped: stop it by hand.`,
  );
}

/** Line 8 of the pid file, which the server itself keeps (miscadmin.h, LOCK_FILE_LINE_PM_STATUS). */
export function isReady(cluster: Cluster, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster.dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
