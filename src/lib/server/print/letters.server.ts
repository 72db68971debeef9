import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** One word as the page wants it: glyphs in the order in which they stand from left to right, width at size 1. */
export interface Word {
  hex: string;
  width: number;
  /** reads from right to left */
  backwards: boolean;
}

/** One weight of the embedded font, within one document. */
export interface Letters {
  font: PDFFont;
  word(text: string): Word;
  /** Some character was asked for that the font cannot draw; a box stands for it. */
  readonly lacked: boolean;
}

/** Stands for a character that the font lacks. */
const MISSING = '\u25a1';

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
const PLAIN = /^[ -~]*$/;
// Joiners, direction marks, variation selectors: they have no shape of their own.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

const files = new Map<string, Promise<Uint8Array>>();

/**
 * fontkit as pdf-lib wants it. pdf-lib calls a subset's `encode()` where there is one and expects the bytes; the one of this
 * fontkit wants a stream to write to, and its `encodeStream()` is what answers.
 */
async function loadShaper(): Promise<Parameters<PDFDocument['registerFontkit']>[0]> {
  const { default: fontkit } = await import('@pdf-lib/fontkit');
  return {
    create(bytes, name) {
      const font = fontkit.create(bytes, name);
      const createSubset = font.createSubset.bind(font);
      font.createSubset = () => {
        const subset = createSubset();
        return {
          includeGlyph: (glyph) => subset.includeGlyph(glyph),
          encodeStream: () => subset.encodeStream(),
        };
      };
      return font;
    },
  };
}

/** DejaVu knows many scripts and is for lists and names; Archivo, the face of the screens, for posters in Latin letters. */
export type Face = 'DejaVu' | 'Archivo';
const FILES: Record<Face, Record<'regular' | 'bold', string>> = {
  DejaVu: { regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf', bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' },
  Archivo: {
    regular: '@fontsource/archivo/files/archivo-latin-500-normal.woff',
    bold: '@fontsource/archivo/files/archivo-latin-800-normal.woff',
  },
};

// The packages have no code, so their files are looked up where they are installed: bundling fonts would read them twice.
function fontFile(name: string): Promise<Uint8Array> {
  const known = files.get(name);
  if (known !== undefined) return known;
  const reading = readFile(createRequire(import.meta.url).resolve(name));
  files.set(name, reading);
  return reading;
}

/**
 * A face in a document, as a subset of what gets used.
 *
 * DejaVu draws Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic. A character it lacks (Chinese, Japanese, Korean,
 * the scripts of South Asia) is drawn as a box and noted in `lacked`, so that the document can say so; nothing throws.
 *
 * Each character is shaped once per document and then copied: shaping every line anew takes most of the time of a long
 * list. What is lost is kerning and the fi ligature. Hebrew and Arabic are shaped by the word, because letters join.
 */
export async function embedLetters(
  pdf: PDFDocument,
  weight: 'regular' | 'bold',
  face: Face = 'DejaVu',
): Promise<Letters> {
  pdf.registerFontkit(await loadShaper());
  const bytes = await fontFile(FILES[face][weight]);
  const font = await pdf.embedFont(bytes, { subset: true });
  const drawable = new Set(font.getCharacterSet());
  const known = new Map<string, Word>();
  let lacked = false;

  const shape = (text: string): Word => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const drawn = [...text].map((sign) => (drawable.has(sign.codePointAt(0) ?? 0) ? sign : MISSING)).join('');
    if (drawn !== text) lacked = true;
    const made: Word = {
      hex: font.encodeText(drawn).asString(),
      width: font.widthOfTextAtSize(drawn, 1),
      backwards: RIGHT_TO_LEFT.test(text),
    };
    known.set(text, made);
    return made;
  };

  const spelled = (text: string): Word => {
    let hex = '';
    let width = 0;
    for (const sign of text) {
      const one = known.get(sign) ?? shape(sign);
      hex += one.hex;
      width += one.width;
    }
    return { hex, width, backwards: false };
  };

  return {
    font,
    word(text) {
      if (PLAIN.test(text)) return spelled(text);
      const clean = text.normalize('NFC').replace(INVISIBLE, '');
      return RIGHT_TO_LEFT.test(clean) ? shape(clean) : spelled(clean);
    },
    get lacked() {
      return lacked;
    },
  };
}
