import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BackendError } from '../types.server';
import { bootId, isAlive, sleep, startOf } from './processes.server';

/*
 * PostgreSQL guards its own files, but not between the end of one server and the start of the next, and a second Ronda would
 * stop the first one's server as an orphan. So the application takes DATA_DIR for itself before it touches anything.
 */

interface Holder {
  pid: number;
  start: string | null;
  boot: string | null;
  host: string;
  token: string;
}

export interface DataDirLock {
  release(): void;
}

/** The holder touches its file this often (ms) ... */
const BEAT_MS = 5_000;
/** ... and one on another machine or in another container, whose pid means nothing here, counts as gone after this (ms). */
const GONE_MS = 20_000;
/** A taker-over that died in between is pushed aside after this (ms); it needs under ten. */
const GUARD_MS = 3_000;

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function readHolder(file: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && 'pid' in value && 'host' in value && 'token' in value
      ? (value as Holder)
      : null;
  } catch {
    return null;
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Infinity;
  }
}

/** Alive means: the very process that wrote the file, not another one that was given its pid. */
function holds(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) return ageOf(file) < GONE_MS;
  if (holder.boot !== null && holder.boot !== bootId()) return false;
  if (!isAlive(holder.pid)) return false;
  const start = startOf(holder.pid);
  return holder.start === null || start === null || start === holder.start;
}

/** Link is atomic and fails when the name is taken; a file written in place could be read half. */
function tryTake(file: string, content: string): boolean {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o644, flag: 'wx' });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Removes the file of a dead holder. Only one process at a time may judge and remove, else it could be a fresh one. */
function removeStale(file: string): void {
  const guard = `${file}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (ageOf(guard) > GUARD_MS) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    const holder = readHolder(file);
    if (holder === null || !holds(holder, file)) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

/**
 * Takes DATA_DIR for this process until `release`.
 * @throws BackendError that names the process which has it.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const file = join(dataDir, 'ronda.lock');
  const mine: Holder = {
    pid: process.pid,
    start: startOf(process.pid),
    boot: bootId(),
    host: hostname(),
    token: randomBytes(12).toString('hex'),
  };
  for (let attempt = 0; !tryTake(file, JSON.stringify(mine)); attempt++) {
    const holder = readHolder(file);
    if (holder !== null && holds(holder, file)) {
      const where = holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
      throw new BackendError(
        `Another Ronda (${where}) is already running on DATA_DIR ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.`,
      );
    }
    removeStale(file);
    if (attempt > 100) throw new BackendError(`DATA_DIR ${dataDir} cannot be locked: remove ${file} if no Ronda runs.`);
    if (attempt > 0) await sleep(50);
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // The file is gone or the disk is: nothing to keep alive.
    }
  }, BEAT_MS).unref();
  const release = (): void => {
    clearInterval(beat);
    process.off('exit', release);
    if (readHolder(file)?.token === mine.token) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { release };
}
