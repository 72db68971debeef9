import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mm, openDocument } from './document.server';
import { qrCode, qrDrawing } from './qr.server';
import { drawTable } from './table.server';

const about = { title: 'Entrega', locale: 'es', made: new Date('2026-11-22T12:00:00Z') };

/** What a reader can copy out of the document: the characters that its fonts know how to name. */
async function characters(bytes: Uint8Array): Promise<string> {
  const pdf = await PDFDocument.load(bytes);
  const maps = pdf.context
    .enumerateIndirectObjects()
    .filter(([, object]) => object instanceof PDFRawStream)
    .map(([, stream]) => (stream instanceof PDFRawStream ? inflateSync(stream.contents).toString('latin1') : ''))
    .filter((content) => content.includes('beginbfchar'));
  return maps
    .flatMap((map) => [...map.matchAll(/<[0-9A-F]{4}> <([0-9A-F]+)>/g)].map((found) => found[1] ?? ''))
    .map((hex) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))))
    .join('');
}

describe('a printed document', () => {
  it('carries its title, language and moment', async () => {
    const pdf = await PDFDocument.load(await (await openDocument(about)).bytes(), { updateMetadata: false });
    expect(pdf.getTitle()).toBe('Entrega');
    expect(String(pdf.catalog.get(PDFName.of('Lang')))).toContain('es');
    expect(pdf.getCreationDate()).toEqual(about.made);
  });

  it('wraps text, and goes on over the next page', async () => {
    const doc = await openDocument({ ...about, size: 'A5' });
    doc.text('palabra '.repeat(2000));
    expect(doc.width).toBeCloseTo(mm(148), 0);
    expect(doc.pages).toBeGreaterThan(3);
    const [line] = doc.lines(`https://example.org/${'a'.repeat(400)}`, 200);
    expect((line?.width ?? 0) * 10).toBeLessThanOrEqual(200);
  });

  it('repeats the head of a table, and counts pages at the foot', async () => {
    const asked: string[] = [];
    const doc = await openDocument({
      ...about,
      foot: (page, pages) => {
        asked.push(`${page}/${pages}`);
        return { start: 'Total', end: `${page}/${pages}` };
      },
    });
    const rows = Array.from({ length: 120 }, (_, at) => [String(at + 1), 'Nombre Apellido']);
    await drawTable(
      doc,
      [
        { head: 'N.º', share: 1, align: 'end' },
        { head: 'Nombre', share: 5 },
      ],
      rows,
    );
    await doc.bytes();
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.at(-1)).toBe(`${asked.length}/${asked.length}`);
  });

  it('draws Hebrew and Arabic, and a box for what the font lacks, without failing', async () => {
    const doc = await openDocument(about);
    doc.text('Ñandú Łódź Αθήνα Київ');
    doc.text('שלום עולם');
    doc.text('محمد 12 abc');
    expect(doc.lacked).toBe(false);
    doc.text('山田 \ud800 \u0000 \u200d👩‍👩‍👧 नमस्ते');
    expect(doc.lacked).toBe(true);
    const copied = await characters(await doc.bytes());
    for (const sign of 'ÑúŁźΑКשם') expect(copied).toContain(sign);
    expect(copied).toContain('\u25a1');
    expect(copied).not.toContain('山');
  });

  it('starts a right-to-left line at the right, with its words in reading order', async () => {
    const doc = await openDocument(about);
    const [line] = doc.lines('אב גד', 400);
    const [first] = doc.lines('אב', 400);
    expect(line?.backwards).toBe(true);
    expect(line?.hex.endsWith(first?.hex ?? '-')).toBe(true);
  });
});

describe('a QR code', () => {
  it('is made of dark runs that stay within the square', () => {
    const code = qrCode('https://example.org/es/c/libertad?src=cartel');
    expect(code.runs.every(({ x, y, length }) => x + length <= code.size && y < code.size)).toBe(true);
    expect(code.runs[0]).toEqual({ x: 0, y: 0, length: 7 });
    const { side, path } = qrDrawing('https://example.org/es/c/libertad?src=cartel');
    expect(side).toBe(code.size + 8);
    expect(path).toMatch(/^M4 4h7v1h-7z/);
  });
});
