import { encode } from 'uqr';

/** A dark stretch of one line of a QR code, in modules from the top left corner, quiet zone not included. */
interface DarkRun {
  x: number;
  y: number;
  length: number;
}

/** The dark parts of a QR code, as runs of modules: what a printer fills, and an SVG draws. */
interface Qr {
  /** modules along one side */
  size: number;
  runs: DarkRun[];
}

/** White modules that a reader needs around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/**
 * The QR code of a text, at error correction M: a sheet on a table gets stains, and a quarter more modules are worth it.
 * Throws RangeError when the text is longer than a QR code holds.
 */
export function qrCode(text: string): Qr {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const runs: DarkRun[] = [];
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (x < size && row[x]) x += 1;
      runs.push({ x: from, y, length: x - from });
    }
  });
  return { size, runs };
}

/** A QR code for an SVG whose unit is one module: the side of its view box, quiet zone included, and its path data. */
export function qrDrawing(text: string): { side: number; path: string } {
  const { runs, size } = qrCode(text);
  const path = runs.map(({ x, y, length }) => `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${length}v1h-${length}z`).join('');
  return { side: size + 2 * QUIET_ZONE, path };
}
