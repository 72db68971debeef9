import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Failure, Result } from '$lib/contracts/errors';
import { invalid, ok } from '$lib/kernel/result';
import type { Parts } from '$lib/server/vault/index.server';
import { endingOf } from './names';
import { TYPES } from './types';
import { judgeZip, type ZipKind } from './zip.server';

const ZIPPED: Readonly<Record<ZipKind, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  zip: 'application/zip',
};
const refused = (rule: string): Failure => invalid(rule, 'file');
const isZip = (first: Uint8Array): boolean => first[0] === 0x50 && first[1] === 0x4b && (first[2] ?? 0) < 9;

/** What the bytes themselves say. Text has no mark of its own: it is what a text reader can show. */
async function typeOf(parts: Parts, size: number): Promise<Result<string>> {
  const first = await parts.take(0);
  const told = (await fileTypeFromBuffer(first).catch(() => undefined))?.mime.split(';')[0] ?? null;
  if (!isZip(first)) return told === null ? ok('text/plain') : ok(told);
  const zip = await judgeZip(parts, size);
  if (!zip.ok) return zip;
  // An OpenDocument says in its first entry what it is; the others are known by what lies in them.
  const own = Object.values(ZIPPED).find((type) => type === told);
  if (zip.value !== 'zip') return ok(ZIPPED[zip.value]);
  return told === null || told === 'application/zip' || own !== undefined ? ok(own ?? 'application/zip') : ok(told);
}

/** What the upload is, by its first part and, of an archive, by its directory. Refused is what is not what its name says. */
export async function judgeType(parts: Parts, size: number, name: string): Promise<Result<string>> {
  const told = await typeOf(parts, size);
  if (!told.ok) return told;
  const known = Object.hasOwn(TYPES, told.value) ? TYPES[told.value] : undefined;
  if (known === undefined) return refused('document_type');
  return known.endings.includes(endingOf(name)) ? told : refused('document_mismatch');
}

/** What a text reader cannot show, so that the file is no text whatever its ending says. */
class NoText extends Error {
  override readonly name = 'NoText';
}
export const isNoText = (error: unknown): boolean => error instanceof NoText;

/** Controls but those of a line; a page break is one. */
const CONTROL = /(?![\t\n\r\f\v])\p{Cc}/u;

function textCheck(): (piece: Uint8Array | null) => void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (piece) => {
    let told: string;
    try {
      // A letter that is cut in two by the end of a part is carried over to the next.
      told = piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new NoText();
    }
    if (CONTROL.test(told)) throw new NoText();
  };
}

/** The bytes on their way, measured as they pass: read once, sealed and hashed in the same pass. */
export function measured(
  plain: ReadableStream<Uint8Array>,
  type: string,
): { bytes: ReadableStream<Uint8Array>; sha256(): string } {
  const hash = createHash('sha256');
  const check = type === 'text/plain' ? textCheck() : null;
  const bytes = plain.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        check?.(piece);
        hash.update(piece);
        controller.enqueue(piece);
      },
      flush: () => check?.(null),
    }),
  );
  return { bytes, sha256: () => hash.digest('hex') };
}
