import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** A signal may be sent: the process is there, ours or another user's. A zombie is no longer running anything. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !statOf(pid)?.startsWith('Z');
}

/** `/proc/<pid>/stat` from the state letter on; the command name before it may hold spaces and brackets. */
function statOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return null;
  }
}

/**
 * When the process began, comparable only within one boot of the machine: a pid is given out again, its pair with this is
 * not. Linux: clock ticks since boot (proc(5), field 22); elsewhere what `ps` says; null when neither can tell.
 */
export function startOf(pid: number): string | null {
  const stat = statOf(pid);
  if (stat !== null) return stat.split(' ')[19] ?? null;
  if (process.platform === 'linux' || process.platform === 'win32') return null;
  return ps(pid, 'lstart');
}

/** The machine's current boot, or null where it is not told. In a container it is the host's. */
export function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function ps(pid: number, field: string): string | null {
  try {
    return (
      execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 }).trim() || null
    );
  } catch {
    return null;
  }
}

/** True when the process is a PostgreSQL server of exactly this data directory: a pid in a stale file may be anybody's. */
export function isPostgresOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return (
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === dataDir
    );
  } catch {
    if (process.platform === 'linux') return false;
  }
  return ps(pid, 'command')?.includes(dataDir) ?? process.platform === 'win32';
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Resolves to true once the condition holds, to false when it did not within the time. */
export async function until(condition: () => boolean, withinMs: number, everyMs = 10): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
  return true;
}
