/**
 * Sums of texts that are put together (CRC-32 as in RFC 1952): the sum of a whole follows from those of its parts, without
 * reading them again. After Mark Adler's `crc32_combine` of zlib: a part that `n` bytes follow is multiplied by x^8n.
 */
const POLYNOMIAL = 0xedb88320;
/** x^0, in the reflected order of this sum. */
const ONE = 0x80000000;

/** The product of two polynomials over GF(2), modulo that of the sum. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = ONE; bit !== 0 && a !== 0; bit >>>= 1) {
    if (a & bit) product ^= b;
    b = b & 1 ? (b >>> 1) ^ POLYNOMIAL : b >>> 1;
  }
  return product >>> 0;
}

/** By what the sum of a part is multiplied that `bytes` follow. */
export function factorFor(bytes: number): number {
  let factor = ONE;
  let square = ONE >>> 8;
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) factor = times(square, factor);
    square = times(square, square);
  }
  return factor;
}

/** What a part with this sum adds (by exclusive or) to the sum of the whole. */
export function shareOf(sum: number, factor: number): number {
  return times(factor, sum);
}
