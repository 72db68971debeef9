import type { PDFDocument, PDFFont, PDFImage, PDFPage } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';

/** Shades of a printed page. Colour is for the screen: courts copy in black and white. */
export type Shade = 'ink' | 'quiet' | 'rule' | 'tint' | 'signal' | 'paper';

/** In points, from the bottom left corner of the page, as PDF counts. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const SHADES: { [shade in Shade]: string } = {
  ink: '.07 .07 .07',
  quiet: '.36 .36 .36',
  rule: '.72 .72 .72',
  tint: '.945 .945 .945',
  signal: '.75 .07 .12',
  paper: '1 1 1',
};

const points = (value: number): string => value.toFixed(2);
const box = ({ x, y, width, height }: Box): string => `${points(x)} ${points(y)} ${points(width)} ${points(height)} re`;

/**
 * What is drawn on one page, written straight in the language of PDF: a list of ten thousand lines is fifty thousand
 * pieces of text, and an object for every operator makes that five times slower.
 */
export class Ink {
  readonly #pdf: PDFDocument;
  readonly #page: PDFPage;
  readonly #drawn: string[] = [];
  readonly #fonts = new Map<PDFFont, string>();
  #shade: Shade | undefined;

  constructor(pdf: PDFDocument, page: PDFPage) {
    this.#pdf = pdf;
    this.#page = page;
  }

  /** Glyphs (hexadecimal, of that font) on a baseline. */
  text(hex: string, font: PDFFont, size: number, x: number, y: number, shade: Shade): void {
    if (hex === '') return;
    this.#take(shade);
    this.#drawn.push(`BT ${this.#name(font)} ${points(size)} Tf ${points(x)} ${points(y)} Td <${hex}> Tj ET`);
  }

  fill(boxes: Box[], shade: Shade): void {
    this.#take(shade);
    this.#drawn.push(...boxes.map(box), 'f');
  }

  stroke(frame: Box, shade: Shade, thickness: number): void {
    this.#drawn.push(`${SHADES[shade]} RG ${points(thickness)} w ${box(frame)} S`);
  }

  picture(image: PDFImage, { x, y, width, height }: Box): void {
    const name = this.#page.node.newXObject('Picture', image.ref);
    const matrix = [width, 0, 0, height, x, y].map(points).join(' ');
    this.#drawn.push(`q ${matrix} cm ${name.toString()} Do Q`);
  }

  /** Gives the page its content. Nothing is drawn on it afterwards. */
  dry(): void {
    const { context } = this.#pdf;
    const stream = context.stream(deflateSync(this.#drawn.join('\n')), { Filter: 'FlateDecode' });
    this.#page.node.set(context.obj('Contents'), context.register(stream));
  }

  #take(shade: Shade): void {
    if (this.#shade === shade) return;
    this.#shade = shade;
    this.#drawn.push(`${SHADES[shade]} rg`);
  }

  #name(font: PDFFont): string {
    const known = this.#fonts.get(font);
    if (known !== undefined) return known;
    const name = this.#page.node.newFontDictionary('Face', font.ref).toString();
    this.#fonts.set(font, name);
    return name;
  }
}
