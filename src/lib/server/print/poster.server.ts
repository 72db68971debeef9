import { mm, openDocument, type PaperSize, type PrintedDocument, type TextStyle } from './document.server';

export type PosterSize = Extract<PaperSize, 'A3' | 'A5'>;
export interface PosterWords {
  locale: string;
  /** Above the title: what kind of thing this is. */
  kicker: string;
  title: string;
  sentence: string;
  /** Over the code: what to do with it. */
  call: string;
  /** What the code holds. */
  link: string;
  /** The same address for those who type it. */
  address: string;
  /** Small at the foot: where this one hangs. */
  place: string;
}

/** The largest size, in points, at which a text fills the column without breaking a word and is no higher than `room`. */
function fitting(doc: PrintedDocument, text: string, most: number, room: number, style: TextStyle): number {
  const { leading = 1.4 } = style;
  const linesAt = (words: string, size: number): number => doc.lines(words, doc.inner, { ...style, size }).length;
  for (let size = most; size > most / 6; size *= 0.97) {
    const whole = text.split(/\s+/).every((word) => linesAt(word, size) <= 1);
    if (whole && linesAt(text, size) * size * leading <= room) return size;
  }
  return most / 6;
}

/**
 * A poster: title, one sentence, a code to read with a phone and the address to type. White, so that it can be printed at
 * home and copied; nothing on it is grey or coloured ground.
 */
export async function drawPoster(size: PosterSize, words: PosterWords): Promise<Uint8Array> {
  const small = size === 'A5';
  const margin = mm(small ? 11 : 22);
  const about = { title: words.title, locale: words.locale, size, margin };
  let doc = await openDocument({ ...about, face: 'Archivo' });
  write(doc, words, small ? 0.5 : 1);
  if (doc.lacked) {
    doc = await openDocument(about);
    write(doc, words, small ? 0.5 : 1);
  }
  return doc.bytes();
}

/** `scale`: everything of an A5 is half of an A3. */
function write(doc: PrintedDocument, words: PosterWords, scale: number): void {
  const put = (text: string, style: TextStyle): void => {
    doc.y += doc.put(text, { x: doc.margin, y: doc.y, width: doc.inner }, style);
  };
  put(words.kicker, { size: 26 * scale, bold: true, leading: 1.2 });
  doc.space(8 * scale);
  doc.rule('ink', 7 * scale);
  doc.space(4 * scale);
  doc.rule('ink', 1.6 * scale);
  doc.space(24 * scale);
  const title: TextStyle = { bold: true, leading: 1.02 };
  put(words.title, { ...title, size: fitting(doc, words.title, 118 * scale, doc.height * 0.3, title) });
  doc.space(20 * scale);
  if (words.sentence !== '') {
    const style: TextStyle = { leading: 1.3 };
    put(words.sentence, { ...style, size: fitting(doc, words.sentence, 30 * scale, doc.height * 0.12, style) });
  }

  // From the foot upwards: place, address, code, call; the code takes what is left, as large as it goes.
  const place = { size: 13 * scale, leading: 1.2 };
  const foot = doc.height - doc.margin - place.size * place.leading;
  if (words.place !== '') {
    const column = { x: doc.margin, y: foot, width: doc.inner };
    doc.put(words.place, column, { ...place, shade: 'quiet' });
  }
  const addressStyle: TextStyle = { bold: true, leading: 1.15 };
  const addressSize = fitting(doc, words.address, 46 * scale, 60 * scale, addressStyle);
  const addressY = foot - 22 * scale - addressSize * 1.15;
  const callStyle: TextStyle = { bold: true, leading: 1.15, size: 40 * scale };
  // Four modules of white on every side, of the 37 or so that an address takes.
  const white = (side: number): number => side * 0.11;
  const codeSize = Math.min(doc.inner * 0.6, (addressY - doc.y) / (1 + 2 * white(1)));
  const codeY = addressY - white(codeSize) - codeSize;
  doc.qr(words.link, { x: doc.margin, y: codeY, size: codeSize });
  const gap = white(codeSize);
  const beside = { x: doc.margin + codeSize + gap, y: codeY, width: doc.inner - codeSize - gap };
  doc.put(words.call, beside, callStyle);
  const line = { x: doc.margin, y: addressY, width: doc.inner };
  doc.put(words.address, line, { ...addressStyle, size: addressSize });
}
