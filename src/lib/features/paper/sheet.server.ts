import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign';
import { shortCode } from '$lib/kernel/ids';
import { publicMessages } from '$lib/messages/public';
import { openDocument, type PrintedDocument } from '$lib/server/print/document.server';
import { drawTable } from '$lib/server/print/table.server';

interface SheetAbout {
  slug: string;
  title: string;
  summary: string;
  /** Where whoever signed by hand, and has no mail from us, asks to be taken out. */
  contactEmail: string | null;
}

/** Points: enough to write by hand. A page takes as many lines as fit under its head, and shares the rest among them. */
const LINE_HEIGHT = 27;
const MOST_LINES = 20;
const HEAD_HEIGHT = 16;
const SMALL = { size: 7, leading: 1.25, shade: 'quiet' as const };
const GATHERED = { size: 8 };
const QR = 74;
/** Sheets of one file; more are printed in several. */
export const MOST_SHEETS = 50;

/** Who gathered the signatures, where and when, each with a line to write on. */
function drawGathered(doc: PrintedDocument, labels: readonly string[]): void {
  const part = doc.inner / labels.length;
  labels.forEach((label, at) => {
    const x = doc.margin + at * part;
    const wide = Math.max(0, ...doc.lines(label, part, GATHERED).map((line) => line.width * GATHERED.size)) + 5;
    doc.put(label, { x, y: doc.y, width: part }, GATHERED);
    doc.box({ x: x + wide, y: doc.y + 10, width: part - wide - 10, height: 0.5 }, 'quiet');
  });
}

/** Sheets to sign on paper, each with a number of its own and the way to the page that lives. */
export async function signingSheets(
  campaign: SheetAbout,
  locale: Locale,
  origin: string,
  sheets: number,
): Promise<Uint8Array> {
  const m = publicMessages(locale);
  const { contactEmail: email } = campaign;
  const consent = email === null ? m('sheet.consent') : m('sheet.consent.mail', { email });
  const url = `${origin}${campaignPath(locale, campaign.slug)}`;
  const doc = await openDocument({
    title: m('sheet.title', { campaign: campaign.title }),
    locale,
    margin: 36,
    foot: () => ({ start: url }),
  });
  const columns = [
    { head: m('sheet.n'), share: 0.8, align: 'end' as const },
    { head: m('sheet.name'), share: 4 },
    { head: m('sheet.town'), share: 3 },
    { head: m('sheet.email'), share: 3 },
    { head: m('sheet.signature'), share: 3.4 },
  ];
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    if (sheet > 0) doc.newPage();
    const top = doc.y;
    const width = doc.inner - QR - 16;
    let { y } = doc;
    const put = (text: string, style: Parameters<typeof doc.put>[2], most: number): void => {
      const lines = doc.lines(text, width, style).slice(0, most);
      y += doc.drawLines(lines, { x: doc.margin, y, width }, style) + 3;
    };
    put(campaign.title, { size: 17, bold: true, leading: 1.15 }, 3);
    put(campaign.summary, { size: 9.5, leading: 1.3 }, 5);
    const left = doc.width - doc.margin - QR;
    doc.qr(`${url}?src=qr-paper`, { x: left, y: top, size: QR });
    const beside = { x: left - 6, y: top + QR + 4, width: QR + 12 };
    const said = doc.put(m('sheet.online'), beside, { size: 7, align: 'middle', leading: 1.2 });
    doc.put(
      m('sheet.number', { code: shortCode('H', 5) }),
      { ...beside, y: beside.y + said },
      { size: 7, bold: true, align: 'middle' },
    );
    doc.y = Math.max(y + 4, top + QR + said + 22);
    const small = [m('sheet.fields'), consent].map((text) => doc.lines(text, doc.inner, SMALL));
    const below = 34 + small.reduce((sum, lines) => sum + lines.length * SMALL.size * SMALL.leading + 2, 0);
    const room = doc.bottom - doc.y - HEAD_HEIGHT - below;
    const rows = Math.min(MOST_LINES, Math.floor(room / LINE_HEIGHT));
    await drawTable(
      doc,
      columns,
      Array.from({ length: rows }, (_, at) => [String(at + 1), '', '', '', '']),
      { size: 7.5, rowHeight: Math.min(room / rows - 0.5, LINE_HEIGHT * 1.3) },
    );
    doc.space(12);
    drawGathered(doc, [m('sheet.gathered'), m('sheet.place'), m('sheet.day')]);
    doc.space(17);
    for (const lines of small) doc.y += doc.drawLines(lines, { x: doc.margin, y: doc.y, width: doc.inner }, SMALL) + 2;
  }
  return doc.bytes();
}
