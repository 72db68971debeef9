import { setImmediate as breathe } from 'node:timers/promises';
import type { PDFDocument } from '@cantoo/pdf-lib';
import { embedLetters, type Face, type Letters } from './letters.server';
import { Ink, type Shade } from './ink.server';
import { breakLines, type Line } from './lines.server';
import { qrCode } from './qr.server';

export type PaperSize = 'A3' | 'A4' | 'A5';

/** From the start of the line: the left, or the right for a text that starts with a right-to-left word. */
export type Align = 'start' | 'middle' | 'end';

export interface TextStyle {
  /** in points, 10 unless told */
  size?: number;
  bold?: boolean;
  align?: Align;
  shade?: Shade;
  /** distance between lines, as a multiple of the size */
  leading?: number;
}

/** In points, from the top left corner of the page. */
export interface Place {
  x: number;
  y: number;
  width: number;
}

export interface About {
  title: string;
  /** as in `es` */
  locale: string;
  subject?: string;
  author?: string;
  /** when it was made; now unless told */
  made?: Date;
  size?: PaperSize;
  landscape?: boolean;
  /** DejaVu unless told */
  face?: Face;
  /** in points, 50 unless told */
  margin?: number;
  /** What stands at the foot of each page, at its start and its end. Asked when the number of pages is known. */
  foot?: (page: number, pages: number) => { start?: string; end?: string };
}

const FOOT_SIZE = 7.5;
/** Where the letters stand within their line, as a part of the size. */
const ASCENT = 0.93;

/** Millimetres in points. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

/**
 * A document being written, from top to bottom: `y` is where the next thing goes. Places are points from the top left
 * corner. Words come shaped and in the reader's language; what stands where is the caller's business.
 */
export class PrintedDocument {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  y: number;
  readonly #pdf: PDFDocument;
  readonly #about: About;
  readonly #letters: { regular: Letters; bold: Letters };
  readonly #inks: Ink[] = [];
  #ink: Ink;

  constructor(
    pdf: PDFDocument,
    [short, long]: readonly [number, number],
    about: About,
    letters: { regular: Letters; bold: Letters },
  ) {
    this.#pdf = pdf;
    this.#about = about;
    this.#letters = letters;
    this.width = about.landscape ? long : short;
    this.height = about.landscape ? short : long;
    this.margin = about.margin ?? 50;
    this.y = this.margin;
    this.#ink = this.#blank();
  }

  /** The width between the margins. */
  get inner(): number {
    return this.width - 2 * this.margin;
  }

  /** The lowest `y` that text may reach: under it stands the foot. */
  get bottom(): number {
    return this.height - this.margin - (this.#about.foot === undefined ? 0 : FOOT_SIZE * 2.5);
  }

  get pages(): number {
    return this.#inks.length;
  }

  /** Some character could not be drawn, and a box stands for it: say so in the document. */
  get lacked(): boolean {
    return this.#letters.regular.lacked || this.#letters.bold.lacked;
  }

  newPage(): void {
    this.#ink = this.#blank();
    this.y = this.margin;
  }

  /** Starts a new page unless `height` points are left on this one. Answers whether it did. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === this.margin) return false;
    this.newPage();
    return true;
  }

  space(points: number): void {
    this.y += points;
  }

  /** The lines of a text in a column, for somebody who must know their number before drawing. */
  lines(text: string, width: number, style: TextStyle = {}): Line[] {
    return breakLines(text, this.#face(style), width / (style.size ?? 10));
  }

  /** A text in the flow, over the whole width, on as many pages as it takes. */
  text(text: string, style: TextStyle = {}): void {
    const height = lineHeight(style);
    for (const line of this.lines(text, this.inner, style)) {
      this.need(height);
      this.drawLines([line], { x: this.margin, y: this.y, width: this.inner }, style);
      this.y += height;
    }
  }

  /** A text at a place of its own, outside the flow. Answers its height. */
  put(text: string, place: Place, style: TextStyle = {}): number {
    return this.drawLines(this.lines(text, place.width, style), place, style);
  }

  /** Lines made by `lines`, at a place. Answers their height. */
  drawLines(lines: Line[], place: Place, style: TextStyle = {}): number {
    const size = style.size ?? 10;
    const height = lineHeight(style);
    const lead = (height - size) / 2 + size * ASCENT;
    const { font } = this.#face(style);
    const align = style.align ?? 'start';
    lines.forEach((line, at) => {
      const spare = place.width - line.width * size;
      const shift = align === 'middle' ? spare / 2 : (align === 'end') !== line.backwards ? spare : 0;
      const baseline = this.height - place.y - at * height - lead;
      this.#ink.text(line.hex, font, size, place.x + shift, baseline, style.shade ?? 'ink');
    });
    return lines.length * height;
  }

  /** A line across the width of the text, in the flow. */
  rule(shade: Shade = 'rule', thickness = 0.6): void {
    this.box({ x: this.margin, y: this.y, width: this.inner, height: thickness }, shade);
    this.y += thickness;
  }

  /** A filled box, outside the flow. */
  box(place: Place & { height: number }, fill: Shade): void {
    const { x, y, width, height } = place;
    this.#ink.fill([{ x, y: this.height - y - height, width, height }], fill);
  }

  /** An empty frame, outside the flow: a place to write or to glue. */
  frame(place: Place & { height: number }, shade: Shade = 'rule', thickness = 0.6): void {
    const { x, y, width, height } = place;
    this.#ink.stroke({ x, y: this.height - y - height, width, height }, shade, thickness);
  }

  /** A QR code that fills a square (leave four modules of white around it), outside the flow. Sharp at any size. */
  qr(text: string, place: { x: number; y: number; size: number }): void {
    const code = qrCode(text);
    const unit = place.size / code.size;
    const boxes = code.runs.map(({ x, y, length }) => ({
      x: place.x + x * unit,
      y: this.height - place.y - (y + 1) * unit,
      width: length * unit,
      height: unit,
    }));
    this.#ink.fill(boxes, 'ink');
  }

  /** A picture within a box, keeping its proportions, outside the flow. The bytes are those of a PNG or a JPEG. */
  async picture(bytes: Uint8Array, type: 'png' | 'jpeg', place: Place & { height: number }): Promise<void> {
    const image = type === 'png' ? await this.#pdf.embedPng(bytes) : await this.#pdf.embedJpg(bytes);
    const { width, height } = image.scaleToFit(place.width, place.height);
    this.#ink.picture(image, { x: place.x, y: this.height - place.y - height, width, height });
  }

  /** Closes the document: feet, then the bytes. */
  async bytes(): Promise<Uint8Array> {
    const { foot } = this.#about;
    const pages = this.#inks.length;
    for (const [at, ink] of this.#inks.entries()) {
      this.#ink = ink;
      if (foot !== undefined) this.#foot(foot(at + 1, pages));
      ink.dry();
      if (at % 50 === 49) await breathe();
    }
    return this.#pdf.save();
  }

  #blank(): Ink {
    const ink = new Ink(this.#pdf, this.#pdf.addPage([this.width, this.height]));
    this.#inks.push(ink);
    return ink;
  }

  #foot({ start, end }: { start?: string; end?: string }): void {
    const style: TextStyle = { size: FOOT_SIZE, shade: 'quiet' };
    const y = this.height - this.margin - FOOT_SIZE * 1.3;
    this.box({ x: this.margin, y: y - FOOT_SIZE * 0.7, width: this.inner, height: 0.4 }, 'rule');
    const side = { x: this.margin, y, width: this.inner };
    if (start !== undefined) this.put(start, { ...side, width: this.inner * 0.86 }, style);
    if (end !== undefined) this.put(end, side, { ...style, align: 'end' });
  }

  #face({ bold }: TextStyle): Letters {
    return bold ? this.#letters.bold : this.#letters.regular;
  }
}

const lineHeight = ({ size = 10, leading = 1.4 }: TextStyle): number => size * leading;

/** Opens a document with its fonts and its title; the first page is there. */
export async function openDocument(about: About): Promise<PrintedDocument> {
  // Loaded when somebody prints: a program that only takes signatures does not hold it in memory.
  const { PDFDocument, PageSizes } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  const made = about.made ?? new Date();
  pdf.setTitle(about.title, { showInWindowTitleBar: true });
  pdf.setLanguage(about.locale);
  pdf.setCreator('Ronda');
  pdf.setProducer('Ronda');
  pdf.setCreationDate(made);
  pdf.setModificationDate(made);
  if (about.subject !== undefined) pdf.setSubject(about.subject);
  if (about.author !== undefined) pdf.setAuthor(about.author);
  const letters = {
    regular: await embedLetters(pdf, 'regular', about.face),
    bold: await embedLetters(pdf, 'bold', about.face),
  };
  return new PrintedDocument(pdf, PageSizes[about.size ?? 'A4'], about, letters);
}
