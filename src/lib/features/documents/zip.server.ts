import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry } from 'yauzl';
import type { Failure, Result } from '$lib/contracts/errors';
import { invalid, ok } from '$lib/kernel/result';
import { PART_BYTES, type Parts } from '$lib/server/vault/index.server';

/** What the program of a reader may be made to unpack. Documents of courts have some hundred entries and shrink to a tenth. */
const MOST_ENTRIES = 10_000;
const MOST_UNPACKED = 2_147_483_648;
const MOST_RATIO = 200;
/** Below this much unpacked, bytes, a ratio says nothing: an empty table of a spreadsheet shrinks a thousandfold. */
const RATIO_FROM = 67_108_864;

const INNER_ARCHIVE = /\.(zip|7z|rar|gz|tgz|xz|bz2|zst|jar|iso)$/i;
const PROGRAM = /\.(exe|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|msi|apk|dll|svg|html?)$/i;

/** Reads ranges of an upload out of its sealed parts; only the part that is read is ever open. */
class PartsReader extends RandomAccessReader {
  #at = -1;
  #open: Uint8Array = new Uint8Array();
  readonly #parts: Parts;
  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end));
  }
  async *#range(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end;) {
      const n = Math.floor(at / PART_BYTES);
      if (n !== this.#at) {
        this.#open = await this.#parts.take(n);
        this.#at = n;
      }
      const from = at - n * PART_BYTES;
      const piece = this.#open.subarray(from, Math.min(from + end - at, this.#open.length));
      if (piece.length === 0) throw new Error('The end came too early');
      yield piece;
      at += piece.length;
    }
  }
}

export type ZipKind = 'docx' | 'xlsx' | 'odt' | 'ods' | 'zip';
/** Entries by which a document in a zip is known. */
const MARKS: Readonly<Record<string, ZipKind>> = { 'word/document.xml': 'docx', 'xl/workbook.xml': 'xlsx' };

interface Seen {
  entries: number;
  packed: number;
  unpacked: number;
  kind: ZipKind;
  macros: boolean;
}

function wrong(
  seen: Seen,
  size: number,
  { fileName, isLocked }: { fileName: string; isLocked: boolean },
): string | null {
  if (seen.entries > MOST_ENTRIES) return 'document_zip_bomb';
  // More inside than the file is long: entries lie over one another.
  if (seen.packed > size || seen.unpacked > MOST_UNPACKED) return 'document_zip_bomb';
  if (seen.unpacked > RATIO_FROM && seen.unpacked / Math.max(1, seen.packed) > MOST_RATIO) return 'document_zip_bomb';
  if (isLocked) return 'document_zip_locked';
  return INNER_ARCHIVE.test(fileName) ? 'document_zip_nested' : null;
}

function add(seen: Seen, { fileName, compressedSize, uncompressedSize }: Entry): void {
  seen.entries += 1;
  seen.packed += compressedSize;
  seen.unpacked += uncompressedSize;
  seen.kind = MARKS[fileName] ?? seen.kind;
  if (/(^|\/)vbaProject\.bin$/i.test(fileName)) seen.macros = true;
}

/**
 * What an archive holds, by its directory alone: nothing is unpacked. Refused is what unpacks to more than a machine of a
 * court can bear, what cannot be looked into, and names that lead out of the folder it is unpacked in.
 */
export async function judgeZip(parts: Parts, size: number): Promise<Result<ZipKind>> {
  const refused = (rule: string): Failure => invalid(rule, 'file');
  const seen: Seen = { entries: 0, packed: 0, unpacked: 0, kind: 'zip', macros: false };
  let programs = false;
  try {
    const zip = await fromRandomAccessReaderPromise(new PartsReader(parts), size, { lazyEntries: true });
    if (zip.entryCount > MOST_ENTRIES) return refused('document_zip_bomb');
    for await (const entry of zip.eachEntry()) {
      add(seen, entry);
      programs ||= PROGRAM.test(entry.fileName);
      const rule = wrong(seen, size, { fileName: entry.fileName, isLocked: entry.isEncrypted() });
      if (rule !== null) return refused(rule);
    }
  } catch (error) {
    const path = error instanceof Error && /invalid relative path|absolute path|invalid characters/.test(error.message);
    return refused(path ? 'document_zip_path' : 'document_broken');
  }
  if (seen.macros) return refused('document_macros');
  return programs && seen.kind === 'zip' ? refused('document_zip_program') : ok(seen.kind);
}
