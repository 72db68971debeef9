import { fillRandom } from './random';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAX_COUNTER = 0xfff;

export interface UuidSource {
  /** Milliseconds since 1970. */
  now(): number;
  /** Fills the bytes from a cryptographic source. */
  fill(bytes: Uint8Array<ArrayBuffer>): void;
}

const platform: UuidSource = { now: () => Date.now(), fill: fillRandom };

const HEX = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
}

/**
 * A maker of UUIDv7 whose ids sort in the order they were made, also inside one millisecond and when the clock steps
 * back: RFC 9562 section 6.2, method 1 (the 12 bits of rand_a are a counter that starts in its lower half).
 */
export function createUuidv7(source: UuidSource = platform): () => string {
  let last = -1;
  let counter = 0;
  return () => {
    const bytes = new Uint8Array(16);
    source.fill(bytes);
    const now = source.now();
    if (now > last) {
      last = now;
      counter = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & 0x7ff;
    } else if (counter < MAX_COUNTER) {
      counter += 1;
    } else {
      // 2048 or more ids in one millisecond: borrow from the next one rather than break the order.
      last += 1;
      counter = 0;
    }
    const time = last.toString(16).padStart(12, '0');
    const tail = hex(bytes.subarray(8));
    const variant = (0x8 | (Number.parseInt(tail.charAt(0), 16) & 0x3)).toString(16);
    const stamp = `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}`;
    return `${stamp}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
  };
}

/** A new UUIDv7, monotonic within this process or page. */
export const uuidv7 = createUuidv7();

/**
 * An id of its own for `name`, made of `base`: server and browser come to the same without telling each other, so that
 * each form of a page has its own operation. The last 48 bits are mixed by FNV-1a; nothing secret hangs on them.
 */
export function uuidFor(base: string, name: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(`${base} ${name}`)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return (
    base.slice(0, -12) +
    BigInt.asUintN(48, hash ^ (hash >> 48n))
      .toString(16)
      .padStart(12, '0')
  );
}

/** True for a UUID in the one form we store: lower case with hyphens. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The UUID in stored form, or null when the text is none. Upper case and surrounding blanks are forgiven. */
export function parseUuid(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return UUID.test(plain) ? plain : null;
}

/** Milliseconds since 1970 at which a UUIDv7 was made; null for other versions. */
export function uuidTime(id: string): number | null {
  if (!isUuid(id) || id.charAt(14) !== '7') return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * Letters and digits that are not mistaken for one another when read aloud or copied by hand: no 0 O, 1 I L, 2 Z, 5 S,
 * 8 B, U V; no other vowels, so that no word comes out.
 */
export const CODE_ALPHABET = '34679CDFGHJKMNPQRTWXY';

/** Codes that agree by chance are refused by the unique index; the caller then makes another. */
export function shortCode(prefix: string, length = 3, source: Pick<UuidSource, 'fill'> = platform): string {
  if (!/^[A-Z]{1,3}$/.test(prefix)) throw new RangeError('A code begins with one to three capital letters');
  // 252 is the largest multiple of 21 in a byte; bytes above would favour the first letters.
  const limit = 256 - (256 % CODE_ALPHABET.length);
  let code = '';
  while (code.length < length) {
    const bytes = new Uint8Array(length * 2);
    source.fill(bytes);
    for (const byte of bytes) {
      if (byte < limit && code.length < length) code += CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length);
    }
  }
  return `${prefix}-${code}`;
}

/** True for a code such as `shortCode` makes. Codes written by people may use other letters: that is the schema's affair. */
export function isShortCode(value: unknown): value is string {
  return typeof value === 'string' && new RegExp(`^[A-Z]{1,3}-[${CODE_ALPHABET}]{3,8}$`).test(value);
}
