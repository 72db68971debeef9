import { openDocument } from '$lib/server/print/document.server';
import { recordsMessages } from '$lib/messages/records';
import type { OpenPaper } from './papers.server';

const BLANK = '______________________________';

/** The paper as PDF. Its foot says which page, and the code of whom it is about where no name stands above it; who made it stands in our log, not on the paper. */
export async function paperPdf(paper: OpenPaper): Promise<Uint8Array> {
  const m = recordsMessages(paper.locale);
  const pdf = await openDocument({
    title: paper.title,
    locale: paper.locale,
    foot: (page, pages) => ({
      ...(paper.named ? {} : { start: paper.code }),
      end: m('paper.page', { page, pages }),
    }),
  });
  pdf.text(paper.title, { size: 16, bold: true });
  pdf.space(8);
  for (const block of paper.blocks) {
    if (block.kind === 'head') {
      pdf.space(8);
      pdf.need(48);
      pdf.text(block.text, { size: 12, bold: true });
      pdf.rule();
      pdf.space(4);
    } else if (block.kind === 'text') {
      pdf.text(block.text);
      pdf.space(4);
    } else {
      pdf.need(30);
      pdf.text(block.label, { size: 9, bold: true, shade: 'quiet' });
      pdf.text(block.value || BLANK);
      pdf.space(5);
    }
  }
  return pdf.bytes();
}
