import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign';
import { shortCode } from '$lib/kernel/ids';
import { publicMessages } from '$lib/messages/public';
import { openDocument } from '$lib/server/print/document.server';
import { drawTable } from '$lib/server/print/table.server';

interface SheetAbout {
  slug: string;
  title: string;
  summary: string;
  consent: string;
}

/** Lines to sign on a page of A4, high enough to write by hand. */
const LINES = 16;
/** Points. */
const LINE_HEIGHT = 27;
const QR = 74;
/** Sheets of one file; more are printed in several. */
export const MOST_SHEETS = 50;

/** Sheets to sign on paper, each with a number of its own and the way to the page that lives. */
export async function signingSheets(
  campaign: SheetAbout,
  locale: Locale,
  origin: string,
  sheets: number,
): Promise<Uint8Array> {
  const m = publicMessages(locale);
  const url = `${origin}${campaignPath(locale, campaign.slug)}`;
  const doc = await openDocument({
    title: m('sheet.title', { campaign: campaign.title }),
    locale,
    margin: 36,
    foot: () => ({ start: url }),
  });
  const columns = [
    { head: m('sheet.n'), share: 0.5, align: 'end' as const },
    { head: m('sheet.name'), share: 4 },
    { head: m('sheet.town'), share: 3 },
    { head: m('sheet.email'), share: 3 },
    { head: m('sheet.document'), share: 1.8 },
    { head: m('sheet.signature'), share: 2.4 },
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
    await drawTable(
      doc,
      columns,
      Array.from({ length: LINES }, (_, at) => [String(at + 1), '', '', '', '', '']),
      { size: 7.5, rowHeight: LINE_HEIGHT },
    );
    doc.space(5);
    for (const text of [m('sheet.fields'), campaign.consent]) {
      const style = { size: 7, leading: 1.25, shade: 'quiet' as const };
      const lines = doc.lines(text, doc.inner, style).slice(0, 5);
      doc.y += doc.drawLines(lines, { x: doc.margin, y: doc.y, width: doc.inner }, style) + 2;
    }
  }
  return doc.bytes();
}
