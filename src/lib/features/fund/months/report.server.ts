import type { Locale } from '$lib/contracts/locales';
import { formatDay, formatInstant, formatMoney } from '$lib/kernel/format';
import type { Messages } from '$lib/messages/catalog';
import { fundMessages, type FundKey } from '$lib/messages/fund';
import { openDocument, type PrintedDocument } from '$lib/server/print/document.server';
import { drawTable } from '$lib/server/print/table.server';
import { figuresOf, MONTH_FIGURES, OUT_FIGURES, type MonthBody, type SignedClosing } from './months';
import { monthWords } from './month-words';

type M = Messages<FundKey>;

interface ReportWords {
  campaign: string;
  /** Name of the key that signed. */
  key: string;
  /** Where anybody checks it. */
  verify: string;
  zone: string;
}

const amount = (m: M, minor: string | bigint, currency: string): string =>
  formatMoney(BigInt(minor), currency, m.locale);

function heading(doc: PrintedDocument, text: string): void {
  doc.need(90);
  doc.space(16);
  doc.text(text, { size: 12, bold: true });
  doc.space(5);
}

const wordOf = (m: M, key: string, otherwise: string): string => (m.has(key) ? m(key) : otherwise);

async function accounts(doc: PrintedDocument, m: M, body: MonthBody): Promise<void> {
  heading(doc, m('months.pdf.accounts'));
  const nameOf = ({ id, kind, currency }: MonthBody['accounts'][number]): string =>
    kind === 'bank'
      ? body.names[id] || m('ledger.account.plain', { currency })
      : wordOf(m, `ledger.account.${kind}`, kind);
  await drawTable(
    doc,
    [
      { head: m('ledger.account'), share: 4 },
      { head: m('months.pdf.opening'), share: 3, align: 'end' },
      { head: m('months.pdf.closing'), share: 3, align: 'end', bold: true },
    ],
    body.accounts
      .filter(({ kind }) => kind === 'bank' || kind === 'bail' || kind === 'commitments')
      .map((one) => {
        // Commitments are credits; they are told as what is promised.
        const sign = one.kind === 'commitments' ? -1n : 1n;
        return [
          nameOf(one),
          amount(m, sign * BigInt(one.opening), one.currency),
          amount(m, sign * BigInt(one.closing), one.currency),
        ];
      }),
  );
}

async function figures(doc: PrintedDocument, m: M, body: MonthBody): Promise<void> {
  heading(doc, m('months.pdf.figures'));
  const rows = [...figuresOf(body)].flatMap(([currency, all]) =>
    MONTH_FIGURES.filter((figure) => (all.get(figure) ?? 0n) !== 0n).map((figure) => {
      const converted = body.moved
        .filter((one) => one.currency === currency && one.figure === figure)
        .reduce((sum, one) => sum + BigInt(one.converted), 0n);
      return [
        m(`months.figure.${figure}`),
        amount(m, all.get(figure) ?? 0n, currency),
        body.report === null ? '' : amount(m, converted, body.report),
      ];
    }),
  );
  await drawTable(
    doc,
    [
      { head: m('overview.figure'), share: 4 },
      { head: m('ledger.amount'), share: 3, align: 'end' },
      { head: body.report === null ? '' : m('overview.all', { currency: body.report }), share: 3, align: 'end' },
    ],
    rows,
  );
}

async function moneyOut(doc: PrintedDocument, m: M, body: MonthBody): Promise<void> {
  const rows = body.moved.filter(({ figure }) => OUT_FIGURES.includes(figure));
  if (rows.length === 0) return;
  heading(doc, m('months.pdf.out'));
  await drawTable(
    doc,
    [
      { head: m('ledger.category'), share: 4 },
      { head: m('overview.figure'), share: 3 },
      { head: m('ledger.amount'), share: 3, align: 'end' },
    ],
    rows.map(({ category, figure, minor, currency }) => [
      category === '' ? m('ledger.category.none') : wordOf(m, `ledger.category.${category}`, category),
      wordOf(m, `months.figure.${figure}`, figure),
      amount(m, minor, currency),
    ]),
  );
}

async function corrections(doc: PrintedDocument, m: M, body: MonthBody): Promise<void> {
  heading(doc, m('months.pdf.corrections', { n: body.corrections.length }));
  if (body.corrections.length === 0) return;
  await drawTable(
    doc,
    [
      { head: m('ledger.date'), share: 2 },
      { head: m('ledger.kind'), share: 3 },
      { head: m('months.pdf.of'), share: 2 },
      { head: m('ledger.amount'), share: 3, align: 'end' },
    ],
    body.corrections.map(({ day, kind, ofDay, minor, currency }) => [
      formatDay(day, m.locale, { weekday: false }),
      wordOf(m, `ledger.kind.${kind}`, kind),
      formatDay(ofDay, m.locale, { weekday: false }),
      amount(m, minor, currency),
    ]),
  );
}

function seal(doc: PrintedDocument, m: M, closing: SignedClosing, words: ReportWords): void {
  doc.need(190);
  heading(doc, m('months.pdf.seal'));
  doc.text(m('months.pdf.seal.text'), { size: 9 });
  doc.space(6);
  const lines = [
    [m('months.hash'), closing.hash],
    [m('months.pdf.before'), closing.chainedTo === '' ? m('months.pdf.first') : closing.chainedTo],
    [m('months.pdf.signature'), closing.signature],
    [m('months.pdf.key'), words.key],
    [m('months.pdf.verify'), words.verify],
  ] as const;
  for (const [label, text] of lines) {
    doc.text(label, { size: 8, shade: 'quiet' });
    doc.text(text, { size: 8.5 });
    doc.space(4);
  }
}

/** The report of a closed month. All figures come from the text that was signed, none from the ledger of today. */
export async function drawReport(
  closing: SignedClosing,
  body: MonthBody,
  words: ReportWords,
  locale: Locale,
): Promise<Uint8Array> {
  const m = fundMessages(locale);
  const title = m('months.pdf.title', { month: monthWords(closing.month, locale) });
  const doc = await openDocument({
    title: `${title} · ${words.campaign}`,
    locale,
    made: new Date(closing.at),
    foot: (page, pages) => ({ start: closing.hash, end: `${page}/${pages}` }),
  });
  doc.text(words.campaign, { size: 11, bold: true });
  doc.space(4);
  doc.rule('ink', 3);
  doc.space(12);
  doc.text(title, { size: 20, bold: true, leading: 1.15 });
  doc.space(8);
  const when = formatInstant(closing.at, words.zone, locale);
  doc.text(m('months.pdf.closed', { when, by: closing.by ?? m('ledger.by.machine'), n: closing.entries }), {
    size: 10,
  });
  if (closing.reopenedAt !== null) {
    doc.space(6);
    doc.text(m('months.pdf.superseded', { reason: closing.reopenReason ?? '' }), { size: 10, bold: true });
  }
  await accounts(doc, m, body);
  await figures(doc, m, body);
  await moneyOut(doc, m, body);
  await corrections(doc, m, body);
  heading(doc, m('months.pdf.open'));
  doc.text(m('months.pdf.lines', { n: body.openLines }), { size: 10 });
  doc.text(m('months.pdf.unrated', { n: body.unrated }), { size: 10 });
  if (body.reason !== '') doc.text(m('months.pdf.reason', { reason: body.reason }), { size: 10 });
  seal(doc, m, closing, words);
  return doc.bytes();
}
