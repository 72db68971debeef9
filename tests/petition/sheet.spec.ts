import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { signingSheets } from '../../src/lib/features/paper/index.server';

const campaign = {
  slug: 'argentina',
  title: 'Basta de perseguir a quienes protestan en la Argentina y en todas partes',
  summary: 'Pedimos la libertad de las personas presas por luchar. '.repeat(20),
  contactEmail: `${'contacto'.repeat(7)}@ejemplo.org`,
};

it('is one page of A4 for each sheet, however long the texts are', async () => {
  for (const [locale, sheets] of [
    ['es', 1],
    ['en', 3],
  ] as const) {
    const pdf = await PDFDocument.load(await signingSheets(campaign, locale, 'https://ronda.test', sheets));
    expect(pdf.getPageCount()).toBe(sheets);
    expect(pdf.getPage(0).getSize().width).toBeCloseTo(595.28, 1);
  }
});
