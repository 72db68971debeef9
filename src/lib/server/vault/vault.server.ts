/**
 * The private store of documents: `DATA_DIR/documents`, or a bucket when one is configured. What arrives lies in parts,
 * each sealed; what is whole is one file of age. Nothing here is ever written unsealed, so that a crash, a disk that is
 * sold and a host that looks show nothing.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ronda } from '../app.server';
import { diskStore, entriesOf, type Entry, type Store } from './disk.server';
import { partsIn, type Parts } from './parts.server';
import { bucketStore } from './bucket.server';
import { openStream, sealStream } from './seal.server';

export type Where = 'disk' | 's3';

/** Left on the disk at least, bytes: a database whose disk is full takes nobody's arrest down. */
const SPARE_BYTES = 268_435_456;

const rootOf = (): string => join(ronda().env.dataDir, 'documents');
const making = (): string => join(rootOf(), 'making');
const partsFolder = (): string => join(rootOf(), 'parts');

function storeOf(where: Where): Store {
  if (where === 'disk') return diskStore(rootOf());
  const { bucket, askInner } = ronda().env;
  if (bucket === null) throw new Error('The bucket with the documents is no longer configured');
  return bucketStore(bucket, askInner);
}

/** Where something new is put. */
export const whereNow = (): Where => (ronda().env.bucket === null ? 'disk' : 's3');

/** Whether `size` bytes more fit on the disk of this machine: as parts and, for a moment, as the whole beside them. */
export async function hasRoom(size: number): Promise<boolean> {
  await mkdir(rootOf(), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(rootOf());
  return bavail * bsize > size * 2.1 + SPARE_BYTES;
}

/** The parts of the upload `id`. */
export function uploadParts(id: string, key: string): Parts {
  return partsIn(join(partsFolder(), id), key);
}

/** Seals what comes and keeps it under `name` once all of it is on the disk; a stream that breaks leaves nothing. */
export async function keepSealed(
  name: string,
  key: string,
  plain: ReadableStream<Uint8Array>,
  where: Where,
): Promise<void> {
  await mkdir(making(), { recursive: true, mode: 0o700 });
  const temporary = join(making(), `${randomBytes(12).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const piece of await sealStream(key, plain)) await file.write(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await storeOf(where).keep(name, temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The bytes kept under `name`, opened as they are read. Null when there are none. */
export async function openKept(name: string, key: string, where: Where): Promise<ReadableStream<Uint8Array> | null> {
  const sealed = await storeOf(where).read(name);
  return sealed && openStream(key, sealed);
}

export function dropKept(name: string, where: Where): Promise<void> {
  return storeOf(where).drop(name);
}

/** Folders of uploads, for the sweep. */
export const uploadFolders = (): Promise<Entry[]> => entriesOf(partsFolder());

/** What a process that was killed left half made, older than `beforeMs`. Answers how many. */
export async function sweepMaking(beforeMs: number): Promise<number> {
  const old = (await entriesOf(making())).filter(({ changedMs }) => changedMs < beforeMs);
  for (const { name } of old) await rm(join(making(), name), { force: true });
  return old.length;
}

/** An upload that is over, whole or given up; its key need not be known. */
export function dropUpload(id: string): Promise<void> {
  return rm(join(partsFolder(), id), { recursive: true, force: true });
}
