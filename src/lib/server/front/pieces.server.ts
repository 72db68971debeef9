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

interface Piece {
  plain: Buffer;
  /** Made when somebody first asks for it: an address that nobody opens twice costs nothing more. */
  packed: Buffer | null;
}
/** A place between two pieces. */
interface Gap {
  name: string;
  /** See `factorFor`: of all bytes behind it. */
  factor: number;
}

/** RFC 1952: deflate, no flags, no time, best compression, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
const EMPTY = Buffer.alloc(0);
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;
/** An empty last block. */
const LAST = Buffer.from([3, 0]);

/** A block that is stored as it is (RFC 1951, 3.2.4); every piece before it ends at a whole byte. */
function stored(data: Buffer): Buffer {
  const block = Buffer.alloc(5 + data.length);
  block.writeUInt16LE(data.length, 1);
  block.writeUInt16LE(~data.length & 0xffff, 3);
  data.copy(block, 5);
  return block;
}

function packed(piece: Piece): Buffer {
  piece.packed ??= deflateRawSync(piece.plain, { finishFlush: constants.Z_SYNC_FLUSH });
  return piece.packed;
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
  const pieces = starts.map((start, at): Piece => ({ plain: Buffer.from(text.slice(start, ends[at])), packed: null }));

  // From the end: how many bytes stand behind each piece and each gap.
  let behind = 0;
  let constant = 0;
  const gaps: Gap[] = [];
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const plain = pieces[at]?.plain ?? EMPTY;
    constant ^= shareOf(crc32(plain), factorFor(behind));
    behind += plain.length;
    const name = names.get(found[at - 1]?.[0] ?? '');
    if (name === undefined) continue;
    gaps.unshift({ name, factor: factorFor(behind) });
    behind += lengths.get(name) ?? 0;
  }
  const tailOf = (sum: number): Buffer => {
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(sum >>> 0, 0);
    tail.writeUInt32LE(behind % 2 ** 32, 4);
    return tail;
  };

  const bytesOf = (fills: Fills): Map<string, { plain: Buffer; packed: Buffer; sum: number }> =>
    new Map(
      Object.entries(fills).map(([name, value]) => {
        const plain = Buffer.from(value);
        if (lengths.has(name) && lengths.get(name) !== plain.length) throw new RangeError(`Another length of ${name}`);
        return [name, { plain, packed: stored(plain), sum: crc32(plain) }];
      }),
    );

  return {
    plain(fills) {
      const bytes = bytesOf(fills);
      return Buffer.concat(pieces.flatMap(({ plain }, at) => [plain, bytes.get(gaps[at]?.name ?? '')?.plain ?? EMPTY]));
    },
    gzip(fills) {
      const bytes = bytesOf(fills);
      const out: Buffer[] = [HEAD];
      let sum = constant;
      pieces.forEach((piece, at) => {
        out.push(packed(piece));
        const gap = gaps[at];
        const fill = gap && bytes.get(gap.name);
        if (!gap || !fill) return;
        out.push(fill.packed);
        sum ^= shareOf(fill.sum, gap.factor);
      });
      return Buffer.concat([...out, LAST, tailOf(sum)]);
    },
  };
}
