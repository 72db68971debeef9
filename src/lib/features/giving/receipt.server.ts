import type { Locale } from '$lib/contracts/locales';
import { formatDay, formatMoney } from '$lib/kernel/format';
import { formatRf } from '$lib/kernel/rf';
import { publicMessages } from '$lib/messages/public';
import { openDocument, type PrintedDocument } from '$lib/server/print/document.server';
import type { OwnPledge } from './model';

interface ReceiptWords {
  campaign: string;
  /** As the campaign writes it on letters, e.g. its mail; may be empty. */
  contact: string;
  /** Empty for whoever gave without a name. */
  donor: string;
  /** Civil day on which it was drawn. */
  today: string;
}

const LABEL = 150;

/** One line of the receipt: what it is, and what it says. */
function line(doc: PrintedDocument, label: string, text: string, bold = false): void {
  const column = { x: doc.margin + LABEL, y: doc.y, width: doc.inner - LABEL };
  doc.put(label, { x: doc.margin, y: doc.y, width: LABEL - 10 }, { size: 10, shade: 'quiet' });
  doc.y += Math.max(16, doc.put(text, column, { size: bold ? 13 : 11, bold })) + 5;
}

/**
 * The receipt of what came for a pledge, on one page. It names the donor only when they gave a name, and says what the banks
 * kept, because that is what the statement of the donor shows beside it.
 */
export async function drawReceipt(pledge: OwnPledge, words: ReceiptWords, locale: Locale): Promise<Uint8Array> {
  const m = publicMessages(locale);
  const number = String(pledge.receiptNo ?? 0);
  const title = m('receipt.title', { number });
  const doc = await openDocument({ title: `${title} · ${words.campaign}`, locale, size: 'A5', margin: 40 });
  doc.text(words.campaign, { size: 11, bold: true });
  doc.space(4);
  doc.rule('ink', 3);
  doc.space(14);
  doc.text(title, { size: 20, bold: true, leading: 1.15 });
  doc.space(14);
  for (const { day, currency, minor, feeMinor } of pledge.arrivals) {
    line(doc, m('receipt.amount'), formatMoney(minor, currency, locale), true);
    line(doc, m('receipt.day'), formatDay(day, locale, { weekday: false }));
    if (feeMinor > 0n) {
      const kept = formatMoney(feeMinor, currency, locale);
      line(
        doc,
        m('receipt.fee'),
        m('receipt.fee.kept', { kept, arrived: formatMoney(minor - feeMinor, currency, locale) }),
      );
    }
  }
  line(doc, m('receipt.reference'), formatRf(pledge.reference));
  line(doc, m('receipt.way'), m(`receipt.way.${pledge.channel}`));
  line(doc, m('receipt.donor'), words.donor === '' ? m('receipt.donor.none') : words.donor);
  doc.space(6);
  doc.rule();
  doc.space(10);
  if (pledge.thanks !== '') {
    doc.text(pledge.thanks, { size: 10 });
    doc.space(8);
  }
  const made = m('receipt.made', { day: formatDay(words.today, locale, { weekday: false }) });
  doc.text(words.contact === '' ? made : `${made} ${words.contact}`, { size: 8.5, shade: 'quiet' });
  return doc.bytes();
}
