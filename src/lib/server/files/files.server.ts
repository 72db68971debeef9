import type { Result } from '../../contracts/errors';
import { uuidv7 } from '../../kernel/ids';
import { invalid, ok } from '../../kernel/result';
import { ronda } from '../app.server';
import type { Db } from '../backend/index.server';
import type { Place } from '../crypto/keyring.server';
import { attempt } from '../errors.server';
import { cleanPicture } from '../print/picture.server';
import { call } from '../rpc.server';
import { FILE_KINDS, type FileKind, type FileType } from './kinds.server';
import type { Upload } from './upload.server';

/** A file as the database gives it. */
export interface SealedFile {
  id: string;
  kind: FileKind;
  type: FileType;
  size: number;
  /** Base64. */
  sealed: string;
}
export interface OpenFile {
  id: string;
  type: FileType;
  bytes: Uint8Array;
}

/** Keyed index of the bytes. Another name would make every stored key unfindable. */
const CONTENT_INDEX = 'file.content';
const placeOf = (id: string): Place => ({ table: 'files', row: id, column: 'bytes' });

/**
 * Seals what was handed in and stores it; pictures are drawn anew, so that no place or device stays in them. It is
 * nobody's until an operation names its id in a row, and is gone after a day without one. `id` makes a second press the
 * same file.
 */
export async function storeFile(
  campaign: string,
  kind: FileKind,
  upload: Upload,
  id: string = uuidv7(),
): Promise<Result<string>> {
  const { keyring, backend } = ronda();
  const clean =
    upload.type === 'application/pdf'
      ? { bytes: upload.bytes, type: upload.type }
      : await cleanPicture(upload.bytes, FILE_KINDS[kind].side);
  if (clean === null) return invalid('file_broken', upload.field);
  if (clean.bytes.length > FILE_KINDS[kind].most) return invalid(`${kind}_too_large`, upload.field);
  const contentKey = keyring.index(CONTENT_INDEX, Buffer.from(clean.bytes).toString('base64'));
  const file = { id, campaign, kind, type: clean.type, size: clean.bytes.length, contentKey };
  const sealed = Buffer.from(keyring.sealBytes(clean.bytes, placeOf(id))).toString('base64');
  const stored = await attempt(() => call(backend.system(), 'file_store', { file, sealed }));
  return stored.ok ? ok(id) : stored;
}

/** Opens what the database gave for somebody who may have it. */
export function openSealed(file: SealedFile): OpenFile {
  const bytes = ronda().keyring.openBytes(Buffer.from(file.sealed, 'base64'), placeOf(file.id));
  return { id: file.id, type: file.type, bytes };
}

/** A file as a member may open it: through the row that owns it. Null when there is none for them. */
export async function openFile(db: Db, campaign: string, id: string): Promise<OpenFile | null> {
  const found = await call<SealedFile | null>(db, 'file_open', { campaign, file: id });
  return found && openSealed(found);
}
