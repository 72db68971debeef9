/**
 * SHA-256 (FIPS 180-4) of short texts. `crypto.subtle` answers one by one and is absent on plain http in a local network;
 * tried thousands of times in a worker, this is several times faster.
 */
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(() => {
  // Fractions of the roots of the first primes, as the standard defines them.
  const fraction = (x: number): number => ((x - Math.floor(x)) * 4_294_967_296) >>> 0;
  for (let n = 2, found = 0; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found] = fraction(Math.cbrt(n));
    found += 1;
  }
})();

const W = new Uint32Array(64);
const at = (words: Uint32Array, n: number): number => words[n] ?? 0;
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function block(state: Uint32Array, view: DataView, from: number): void {
  for (let i = 0; i < 16; i += 1) W[i] = view.getUint32(from + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [at(W, i - 15), at(W, i - 2)];
    const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    W[i] = at(W, i - 16) + low + at(W, i - 7) + high;
  }
  let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => at(state, n)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(W, i)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, n) => (state[n] = at(state, n) + word));
}

/** In hex. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = START.slice();
  for (let from = 0; from < padded.length; from += 64) block(state, view, from);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}
