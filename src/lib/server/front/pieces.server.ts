/**
 * A text of which all but a few words stays: kept in pieces, plain and compressed, and put together for each reader. Each
 * piece is compressed for itself (RFC 1951: blocks that look back only into their own piece), so that a page costs no more
 * compressed than plain, and a phone on a slow line reads a fifth of the bytes.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { factorFor, shareOf } from './crc.server';

/** What is put in anew for each reader. */
export type Fills = Readonly<Record<string, string>>;

export interface Pieces {
  plain(fills: Fills): Buffer;
  gzip(fills: Fills): Buffer;
}

/** A place for a word. */
interface Gap {
  name: string;
  /** Bytes of the word. */
  length: number;
  /** See `factorFor`: of all bytes behind it. */
  factor: number;
}
/** The whole with nothing filled in, and where each gap begins. Copied once for each reader, which costs less than joining. */
interface Template {
  bytes: Buffer;
  starts: number[];
}

/** RFC 1952: deflate, no flags, no time, best compression, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
const EMPTY = Buffer.alloc(0);
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;
/** An empty last block. */
const LAST = Buffer.from([3, 0]);

/** What stands before a block that is stored as it is (RFC 1951, 3.2.4); every piece before it ends at a whole byte. */
function storedHead(length: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(length, 1);
  head.writeUInt16LE(~length & 0xffff, 3);
  return head;
}

/** Pieces and gaps in turn, each gap behind its `before`. */
function templateOf(
  pieces: readonly Buffer[],
  gaps: readonly Gap[],
  before: (gap: Gap) => Buffer,
  ends: Buffer[],
): Template {
  const parts: Buffer[] = ends.slice(0, 1);
  const starts: number[] = [];
  let at = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  pieces.forEach((piece, n) => {
    add(piece);
    const gap = gaps[n];
    if (gap === undefined) return;
    add(before(gap));
    starts.push(at);
    add(Buffer.alloc(gap.length));
  });
  return { bytes: Buffer.concat([...parts, ...ends.slice(1)]), starts };
}

/**
 * Cuts `text` wherever one of the values of `marks` stands; its name says what is put there later, which must be as long.
 * @throws RangeError when a word of another length is put in: the sum was made for this one.
 */
export function cutIn(text: string, marks: Fills): Pieces {
  const names = new Map(Object.entries(marks).map(([name, value]) => [value, name]));
  const lengths = new Map(Object.entries(marks).map(([name, value]) => [name, Buffer.byteLength(value)]));
  const pattern = new RegExp([...names.keys()].map((value) => value.replace(SPECIAL, '\\$&')).join('|'), 'g');
  const found = names.size === 0 ? [] : [...text.matchAll(pattern)];
  const ends = [...found.map(({ index }) => index), text.length];
  const starts = [0, ...found.map((one) => one.index + one[0].length)];
  const pieces = starts.map((start, at) => Buffer.from(text.slice(start, ends[at])));

  // From the end: how many bytes stand behind each piece and each gap.
  let behind = 0;
  let constant = 0;
  const gaps: Gap[] = [];
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const piece = pieces[at] ?? EMPTY;
    constant ^= shareOf(crc32(piece), factorFor(behind));
    behind += piece.length;
    const name = names.get(found[at - 1]?.[0] ?? '');
    if (name === undefined) continue;
    const length = lengths.get(name) ?? 0;
    gaps.unshift({ name, length, factor: factorFor(behind) });
    behind += length;
  }
  const size = behind;

  const fillIn = ({ bytes, starts: places }: Template, fills: Fills): Buffer => {
    const out = Buffer.allocUnsafe(bytes.length);
    bytes.copy(out);
    gaps.forEach(({ name, length }, n) => {
      const value = fills[name] ?? '';
      if (Buffer.byteLength(value) !== length) throw new RangeError(`Another length of ${name}`);
      out.write(value, places[n] ?? 0);
    });
    return out;
  };
  let plain: Template | null = null;
  let small: Template | null = null;

  return {
    plain: (fills) => fillIn((plain ??= templateOf(pieces, gaps, () => EMPTY, [])), fills),
    gzip(fills) {
      small ??= templateOf(
        pieces.map((piece) => deflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH })),
        gaps,
        ({ length }) => storedHead(length),
        [HEAD, Buffer.concat([LAST, Buffer.alloc(8)])],
      );
      const out = fillIn(small, fills);
      const sums = new Map(Object.entries(fills).map(([name, value]) => [name, crc32(value)]));
      const sum = gaps.reduce((all, { name, factor }) => all ^ shareOf(sums.get(name) ?? 0, factor), constant);
      out.writeUInt32LE(sum >>> 0, out.length - 8);
      out.writeUInt32LE(size % 2 ** 32, out.length - 4);
      return out;
    },
  };
}
