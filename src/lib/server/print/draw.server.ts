/**
 * Pictures made of boxes and text: laid out by satori, which turns letters into outlines, so that a picture looks the
 * same in every browser and needs no font where it is shown; made a PNG by sharp.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'satori';
import { loadSharp } from './sharp.server';

/** A box of the layout (a subset of CSS, flex only), as satori reads it. */
export interface Box {
  type: string;
  props: { style?: Record<string, string | number>; children?: (Box | string)[] | string; [name: string]: unknown };
}

/** Colours of the light theme (`ui/styles/tokens.css`): a picture does not know the reader's. */
export const COLOURS = {
  paper: '#ffffff',
  ink: '#141210',
  soft: '#474139',
  rule: '#d6cfc0',
  signal: '#1a2fc4',
} as const;

const { resolve } = createRequire(import.meta.url);
const archivo = (subset: string, weight: 500 | 800): { name: string; weight: 500 | 800; file: string } => ({
  name: 'Archivo',
  weight,
  file: `@fontsource/archivo/files/archivo-${subset}-${weight}-normal.woff`,
});
/** In the order in which a letter is looked for; the last ones know Greek, Cyrillic, Hebrew, Arabic and Armenian. */
const FACES = [
  archivo('latin', 500),
  archivo('latin', 800),
  { ...archivo('latin-ext', 500), name: 'Archivo Extended' },
  { ...archivo('latin-ext', 800), name: 'Archivo Extended' },
  { name: 'DejaVu', weight: 500, file: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
  { name: 'DejaVu', weight: 800, file: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' },
] as const;

let fonts: Promise<Font[]> | null = null;

function loadFonts(): Promise<Font[]> {
  fonts ??= Promise.all(
    FACES.map(async ({ name, weight, file }): Promise<Font> => ({
      name,
      weight,
      style: 'normal',
      data: await readFile(resolve(file)),
    })),
  ).catch((error: unknown) => {
    // Asked again next time: a package that is being replaced is back in a moment.
    fonts = null;
    throw error;
  });
  return fonts;
}

export interface Size {
  width: number;
  height: number;
}

const UNKNOWN =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Common}\p{Script=Inherited}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu;

/** Without the signs that no face knows, which would stand as empty boxes; figures and punctuation stay. */
export function drawable(text: string): string {
  return text.replace(UNKNOWN, ' ').replace(/\s+/gu, ' ').trim();
}

/** The layout as SVG. */
export async function drawSvg(box: Box, size: Size): Promise<string> {
  const { default: satori } = await import('satori');
  return satori(box, { ...size, fonts: await loadFonts(), loadAdditionalAsset: () => Promise.resolve([]) });
}

/** The same as PNG of few colours, which is what text and rules need. */
export async function toPng(svg: string): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 64, effort: 4, compressionLevel: 9 }).toBuffer();
}

/** A picture without words, for when letters cannot be drawn: paper under a rule. */
export async function drawPlain(kind: 'card.png' | 'counter.png' | 'counter.svg'): Promise<Buffer | string> {
  const [width, height] = kind === 'card.png' ? [1200, 630] : [480, 150];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" fill="${COLOURS.paper}"/><rect width="100%" height="1.5%" fill="${COLOURS.ink}"/></svg>`;
  return kind === 'counter.svg' ? svg : toPng(svg);
}
