import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

/** Where sealed bytes lie, by name. What is kept under a name is whole or not there. */
export interface Store {
  /** Takes a finished file of this machine over; it is gone from where it was. */
  keep(name: string, from: string): Promise<void>;
  /** Null: there is none. */
  read(name: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Also when there is none. */
  drop(name: string): Promise<void>;
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** `<folder>/<name>`, for the user this program runs as alone. */
export function diskStore(folder: string): Store {
  const pathOf = (name: string): string => join(folder, name);
  return {
    async keep(name, from) {
      const to = pathOf(name);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await rename(from, to);
    },
    async read(name) {
      const path = pathOf(name);
      try {
        await stat(path);
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
      return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    },
    async drop(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

export interface Entry {
  name: string;
  /** Milliseconds since 1970. */
  changedMs: number;
}

/** What lies in a folder of this machine; nothing when there is no such folder. */
export async function entriesOf(folder: string): Promise<Entry[]> {
  try {
    const found: Entry[] = [];
    for (const name of await readdir(folder)) {
      const { mtimeMs } = await stat(join(folder, name));
      found.push({ name, changedMs: mtimeMs });
    }
    return found;
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
