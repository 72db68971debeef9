/** Making DATA_DIR and what lies in it, and the words for when that is not possible. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'the user Ronda runs as may not',
  EPERM: 'the user Ronda runs as may not',
  EDQUOT: 'the quota of its disk is used up',
  ENOSPC: 'its disk is full',
  EROFS: 'it lies on a read-only file system',
  EEXIST: 'there is a file in its place',
  ENOTDIR: 'there is a file in its place',
  ENOENT: 'no folder can be made there',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

/**
 * Makes a folder and those above it that are missing, one by one: on /proc, where nothing can be made and the system says
 * ENOENT, the recursive mkdir of Node tries for ever.
 */
export function makeFolders(path: string, mode: number): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Was there, or another process starting at the same time was first.
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

/** What to tell the operator when something in DATA_DIR could not be made. */
export function cannotWrite(dataDir: string, error: unknown): string {
  const code = codeOf(error);
  return `DATA_DIR ${dataDir} cannot be written: ${WHY[code] ?? code}. Choose a folder that the user Ronda runs as may write.`;
}
