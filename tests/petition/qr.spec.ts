/** What is printed is read back by a reader that is not ours, from the page as it is drawn. */
import { PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';
import jsQR from 'jsqr';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { signingSheets } from '../../src/lib/features/paper/index.server';
import { makePoster } from '../../src/lib/features/spread/index.server';

const campaign = {
  slug: 'argentina',
  title: 'Basta de perseguir a quienes protestan',
  summary: 'Pedimos la libertad de las personas presas por luchar.',
  contactEmail: null,
};
const ORIGIN = 'https://firmas.ejemplo.org';
/** Pixels for a point: about 216 to the inch, what a cheap telephone sees of a page held whole. */
const SCALE = 3;
/** Darker than this, a camera sees black. */
const DARK = 0.5;

/** Every box that the page fills, in the shade it is filled with, as a camera would see it. */
function drawn(content: string, width: number, height: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  let dark = true;
  let boxes: number[][] = [];
  for (const line of content.split('\n')) {
    const shade = /^([\d.]+) [\d.]+ [\d.]+ rg$/.exec(line);
    const box = /^([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re$/.exec(line);
    if (shade) dark = Number(shade[1]) < DARK;
    if (box) boxes.push(box.slice(1).map((points) => Number(points) * SCALE));
    if (line !== 'f') continue;
    for (const [x = 0, y = 0, wide = 0, high = 0] of boxes) {
      const [left, right] = [Math.round(x), Math.round(x + wide)];
      for (let row = Math.round(height - y - high); row < Math.round(height - y); row += 1)
        for (let at = left; at < right; at += 1)
          pixels.fill(dark ? 0 : 255, (row * width + at) * 4, (row * width + at) * 4 + 3);
    }
    boxes = [];
  }
  return pixels;
}

/** What the code on each page says; null where a reader finds none. */
async function read(pdf: Uint8Array): Promise<(string | null)[]> {
  const document = await PDFDocument.load(pdf);
  return document.getPages().map((page) => {
    const { width, height } = page.getSize();
    const [wide, high] = [Math.ceil(width * SCALE), Math.ceil(height * SCALE)];
    const stream = page.node.Contents();
    if (!(stream instanceof PDFRawStream)) throw new Error('no content');
    const pixels = drawn(inflateSync(stream.contents).toString('latin1'), wide, high);
    return jsQR(pixels, wide, high)?.data ?? null;
  });
}

describe('the code on paper leads to the petition, and says how somebody came', () => {
  it.each([
    ['es', '/c/argentina'],
    ['en', '/en/c/argentina'],
  ] as const)('on each sheet, in %s', async (locale, path) => {
    const sheets = await signingSheets(campaign, locale, ORIGIN, 2);
    expect(await read(sheets)).toEqual(Array(2).fill(`${ORIGIN}${path}?src=qr-paper`));
  });

  it.each([
    ['A3', 'es', '/c/argentina'],
    ['A5', 'es', '/c/argentina'],
    ['A5', 'en', '/en/c/argentina'],
  ] as const)('on a poster %s, in %s', async (size, locale, path) => {
    const source = { word: 'qr-plaza-de-mayo', label: 'Plaza de Mayo' };
    const poster = await makePoster({ campaign, source, locale, size, origin: ORIGIN });
    expect(await read(poster)).toEqual([`${ORIGIN}${path}?src=qr-plaza-de-mayo`]);
  });
});
