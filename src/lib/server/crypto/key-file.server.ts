/**
 * The key file `DATA_DIR/keys/ronda-keys.json`. Who reads it reads every sealed name, and who loses it loses them all:
 * it is written once, atomically, for its owner alone, and never overwritten except by a file that holds all its keys.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite, makeFolders } from '../data-dir.server';
import {
  KeyError,
  newMaterial,
  parseMaterial,
  printMaterial,
  withNewSealKey,
  type KeyMaterial,
} from './material.server';

const POSIX = process.platform !== 'win32';
const MAX_BYTES = 65_536;

/** Where the key file of a data directory lies. */
export function keyFilePath(dataDir: string): string {
  return join(dataDir, 'keys', 'ronda-keys.json');
}

/** Reads the key file; null when there is none. Refuses one that others can read, a link, and one of another owner. */
export async function readKeyFile(path: string): Promise<KeyMaterial | null> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | (POSIX ? constants.O_NOFOLLOW : 0));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    if (isCode(error, 'ELOOP')) throw new KeyError(`${path} is a symbolic link; the key file must be a plain file`);
    throw new KeyError(
      `${path} cannot be opened (${codeOf(error)}): the user Ronda runs as must be able to read and write DATA_DIR and all in it`,
    );
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new KeyError(`${path} is not a plain file`);
    if (stat.size > MAX_BYTES) throw new KeyError(`${path} is too large to be a key file`);
    refuseForeign(path, stat, '0600');
    const folder = dirname(path);
    refuseForeign(folder, await lstat(folder), '0700');
    return parseMaterial(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
}

/** Reads the key file, or makes it. Two processes starting at once agree on the one that was first. */
export async function readOrCreateKeyFile(path: string): Promise<KeyMaterial> {
  const present = await readKeyFile(path);
  if (present !== null) return present;
  const folder = dirname(path);
  try {
    makeFolders(folder, 0o700);
  } catch (error) {
    throw new KeyError(cannotWrite(dirname(folder), error));
  }
  refuseForeign(folder, await lstat(folder), '0700');
  const temporary = await writeBeside(path, newMaterial());
  try {
    // link() fails when the name exists, where rename() would overwrite.
    await link(temporary, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw new KeyError(`${path} cannot be written (${codeOf(error)})`);
  } finally {
    await unlink(temporary);
  }
  await syncFolder(folder);
  const written = await readKeyFile(path);
  if (written === null) throw new KeyError(`${path} vanished while it was being written`);
  return written;
}

/** Adds a key version to the file and makes it the current one. All processes must load the keys again. */
export async function rotateKeyFile(path: string): Promise<KeyMaterial> {
  const present = await readKeyFile(path);
  if (present === null) throw new KeyError(`${path} does not exist`);
  const next = withNewSealKey(present);
  const temporary = await writeBeside(path, next);
  await rename(temporary, path);
  await syncFolder(dirname(path));
  return next;
}

async function writeBeside(path: string, material: KeyMaterial): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  let file;
  try {
    file = await open(temporary, 'wx', 0o600);
  } catch (error) {
    throw new KeyError(`${path} cannot be written (${codeOf(error)})`);
  }
  try {
    await file.writeFile(printMaterial(material));
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

/** Without this the name of the new file may be lost when the power goes, though its content is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  if (!POSIX) return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refuseForeign(path: string, stat: { mode: number; uid: number }, wanted: string): void {
  if (!POSIX) return;
  if ((stat.mode & 0o077) !== 0) {
    throw new KeyError(
      `${path} can be read by others (mode ${(stat.mode & 0o777).toString(8)}). Run: chmod ${wanted} ${path}`,
    );
  }
  const self = process.geteuid?.();
  if (self !== undefined && self !== 0 && stat.uid !== self) throw new KeyError(`${path} belongs to another user`);
}

function isCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
