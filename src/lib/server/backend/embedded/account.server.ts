import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { BackendError } from '../types.server';

/** The user of the operating system that PostgreSQL runs as. */
export interface OsAccount {
  uid: number;
  gid: number;
  name: string;
}

function fromPasswd(matches: (name: string, uid: number) => boolean): OsAccount | null {
  let passwd: string;
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return null;
  }
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && uid !== undefined && gid !== undefined && matches(name, Number(uid)))
      return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

function create(): void {
  for (const [command, args] of [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['--system', '--group', '--no-create-home', '--disabled-login', 'postgres']],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore', timeout: 10_000 });
      return;
    } catch {
      // The next one may be there; whether any worked is asked of /etc/passwd afterwards.
    }
  }
}

/**
 * PostgreSQL refuses to run as root. A plain user runs it as itself (null); root runs it as the owner of the existing data,
 * else as `postgres`, which is made when it is missing.
 */
export function accountFor(clusterDir: string): OsAccount | null {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  let owner = 0;
  try {
    owner = statSync(clusterDir).uid;
  } catch {
    // No data yet.
  }
  if (owner !== 0) return fromPasswd((_, uid) => uid === owner) ?? { uid: owner, gid: owner, name: String(owner) };
  const named = (name: string): boolean => name === 'postgres';
  const known = fromPasswd(named);
  if (known !== null) return known;
  create();
  const made = fromPasswd(named);
  if (made !== null) return made;
  throw new BackendError(
    'Ronda runs as root, and PostgreSQL refuses to: it needs a user of its own, and none could be made. ' +
      'Run `useradd --system postgres` once, or start Ronda as a plain user.',
  );
}
