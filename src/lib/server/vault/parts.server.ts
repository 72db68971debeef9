import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openBytes, sealBytes } from './seal.server';

/** Bytes of a part of an upload. On a line that breaks every minute a part must get through between two breaks. */
export const PART_BYTES = 1_048_576;

/** How many parts a file of `size` bytes has. */
export const partsOf = (size: number): number => Math.ceil(size / PART_BYTES);

/** Bytes of the part `n`, counted from 0. */
export const partSize = (size: number, n: number): number => Math.min(PART_BYTES, size - n * PART_BYTES);

const FILE = /^(\d{1,6})\.age$/;

/** Parts of one upload that have come, each sealed before it touches the disk. */
export interface Parts {
  /** Numbers of those that are here, in order. */
  here(): Promise<number[]>;
  /** The same part again takes the place of the first: a telephone does not know whether its answer was lost or its question. */
  put(n: number, plain: Uint8Array): Promise<void>;
  take(n: number): Promise<Uint8Array>;
  /** All of them one after the other, one in memory at a time. */
  all(count: number): ReadableStream<Uint8Array>;
  drop(): Promise<void>;
}

/** The parts in `folder`, sealed with `key`. */
export function partsIn(folder: string, key: string): Parts {
  const fileOf = (n: number): string => join(folder, `${n}.age`);
  const take = async (n: number): Promise<Uint8Array> => openBytes(key, await readFile(fileOf(n)));
  return {
    async here() {
      const names = await readdir(folder).catch(() => []);
      return names
        .flatMap((name) => FILE.exec(name)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b);
    },
    async put(n, plain) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = join(folder, `${n}.${randomBytes(6).toString('hex')}.tmp`);
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(await sealBytes(key, plain));
      } finally {
        await file.close();
      }
      await rename(temporary, fileOf(n));
    },
    take,
    all(count) {
      let n = 0;
      return new ReadableStream(
        {
          async pull(controller) {
            if (n >= count) return controller.close();
            controller.enqueue(await take(n));
            n += 1;
          },
        },
        // Asked for, not fetched ahead: what waits here is a megabyte each.
        { highWaterMark: 0 },
      );
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}
