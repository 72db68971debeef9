import { formatCount, formatDay, formatInstant, zoneCity } from '$lib/kernel/format';
import { countryName } from '$lib/messages/names';
import { petitionMessages } from '$lib/messages/petition';
import { ronda } from '$lib/server/app.server';
import type { Db } from '$lib/server/backend/index.server';
import { openDocument, type PrintedDocument } from '$lib/server/print/document.server';
import { drawTable } from '$lib/server/print/table.server';
import { linesOf, type Cover } from './delivery.repo.server';
import { nameAs } from './making.server';
import { inGroups } from './model';

type Words = ReturnType<typeof petitionMessages>;

/** Where a reader of the paper checks it. */
interface Where {
  origin: string;
  /** Path of the verification page. */
  verify: string;
}

const QR = 84;

function drawCover(doc: PrintedDocument, m: Words, cover: Cover, { origin, verify }: Where): void {
  const count = (n: number): string => formatCount(n, m.locale);
  const side = doc.width - doc.margin - QR;
  doc.put(
    m('delivery.pdf.kicker'),
    { x: doc.margin, y: doc.y, width: side - doc.margin - 20 },
    { size: 9, bold: true, shade: 'signal' },
  );
  doc.qr(`${origin}${verify}/${cover.id}`, { x: side, y: doc.y, size: QR });
  doc.put(
    m('delivery.pdf.scan'),
    { x: side - 20, y: doc.y + QR + 6, width: QR + 20 },
    { size: 7, align: 'end', shade: 'quiet' },
  );
  doc.space(20);
  const left = { x: doc.margin, width: side - doc.margin - 20 };
  doc.space(doc.put(cover.title, { ...left, y: doc.y }, { size: 20, bold: true, leading: 1.2 }));
  doc.space(14);
  doc.y = Math.max(doc.y, doc.margin + QR + 30);

  const facts: [string, string][] = [
    [m('delivery.pdf.to'), cover.recipient],
    [m('delivery.pdf.day'), formatDay(cover.day, m.locale)],
    [m('delivery.pdf.lines'), count(cover.done)],
    [m('delivery.pdf.names'), m(`delivery.names.${cover.names}`)],
    [
      m('delivery.pdf.made'),
      m('time.clock', { at: formatInstant(cover.readyAt, cover.tz, m.locale), place: zoneCity(cover.tz) }),
    ],
  ];
  if (cover.paper > 0) facts.push([m('delivery.pdf.paper'), count(cover.paper)]);
  if (cover.organisations.length > 0) facts.push([m('delivery.pdf.organisations'), count(cover.organisations.length)]);
  doc.rule('ink', 1.2);
  for (const [label, value] of facts) {
    doc.space(5);
    doc.put(label, { x: doc.margin, y: doc.y + 1, width: 150 }, { size: 9, shade: 'quiet' });
    doc.space(doc.put(value, { x: doc.margin + 155, y: doc.y, width: doc.inner - 155 }, { size: 11, bold: true }));
    doc.space(4);
    doc.rule('rule', 0.3);
  }
  doc.space(12);
  doc.text(m('delivery.pdf.digest'), { size: 9, shade: 'quiet' });
  doc.space(2);
  doc.text(inGroups(cover.digest), { size: 10.5, bold: true });
  doc.space(6);
  doc.text(m('delivery.pdf.how', { url: `${origin}${verify}/${cover.id}` }), { size: 8.5, shade: 'quiet' });
  doc.space(16);
}

function heading(doc: PrintedDocument, text: string): void {
  doc.need(60);
  doc.space(10);
  doc.text(text, { size: 14, bold: true });
  doc.space(6);
}

async function drawBeside(doc: PrintedDocument, m: Words, cover: Cover): Promise<void> {
  heading(doc, m('delivery.pdf.statement'));
  for (const paragraph of cover.statement.split(/\n{2,}/)) {
    const [, title, rest = paragraph] = /^#+[ \t]*(.*)\n?([^]*)$/.exec(paragraph) ?? [];
    if (title) {
      doc.need(48);
      doc.space(4);
      doc.text(title, { size: 11.5, bold: true });
      doc.space(3);
    }
    if (rest.trim() === '') continue;
    doc.text(rest, { size: 10, leading: 1.5 });
    doc.space(6);
  }
  heading(doc, m('delivery.pdf.countries'));
  const count = (n: number): string => formatCount(n, m.locale);
  await drawTable(
    doc,
    [
      { head: m('delivery.pdf.country'), share: 4 },
      { head: m('delivery.pdf.count'), share: 1, align: 'end' },
    ],
    [
      ...cover.countries.map(({ key, n }) => [countryName(m.locale, key), count(n)]),
      [m('delivery.pdf.total'), count(cover.done)],
    ],
    { size: 9 },
  );
  if (cover.organisations.length === 0) return;
  heading(doc, m('delivery.pdf.organisations'));
  await drawTable(
    doc,
    [
      { head: m('delivery.pdf.organisation'), share: 4 },
      { head: m('delivery.pdf.country'), share: 2 },
    ],
    cover.organisations.map(({ name, country }) => [name, countryName(m.locale, country)]),
    { size: 9 },
  );
}

async function* rowsOf(db: Db, m: Words, cover: Cover): AsyncGenerator<string[]> {
  const { keyring } = ronda();
  const countries = new Map<string, string>();
  const days = new Map<string, string>();
  const once = (known: Map<string, string>, key: string, make: () => string): string => {
    const text = known.get(key) ?? make();
    known.set(key, text);
    return text;
  };
  for await (const page of linesOf(db, cover.id)) {
    for (const { n, id, country, day, form, leaf, nameSealed } of page) {
      const name = nameAs(keyring, form, id, nameSealed);
      yield [
        String(n),
        name !== '' ? name : form === 'number' ? m('delivery.pdf.no_name') : m('delivery.pdf.withdrawn'),
        once(countries, country, () => countryName(m.locale, country)),
        once(days, day, () => formatDay(day, m.locale, { weekday: false })),
        id,
        leaf.slice(0, 16),
      ];
    }
  }
}

/** The list as a document for a court: cover, statement, totals, organisations, and every line with its number. */
export async function listDocument(db: Db, cover: Cover, where: Where): Promise<Uint8Array> {
  const m = petitionMessages(cover.locale);
  const total = m('delivery.pdf.foot', { n: formatCount(cover.done, m.locale), digest: cover.digest });
  const doc = await openDocument({
    title: `${cover.title} · ${cover.recipient}`,
    subject: total,
    locale: cover.locale,
    made: new Date(cover.readyAt),
    margin: 46,
    foot: (page, pages) => ({ start: total, end: m('delivery.pdf.page', { page, pages }) }),
  });
  drawCover(doc, m, cover, where);
  await drawBeside(doc, m, cover);
  doc.newPage();
  heading(doc, m('delivery.pdf.list'));
  doc.text(m('delivery.pdf.list_text'), { size: 8.5, shade: 'quiet' });
  doc.space(8);
  await drawTable(
    doc,
    [
      { head: m('delivery.pdf.n'), share: 0.9, align: 'end' },
      { head: m('delivery.pdf.name'), share: 2.7 },
      { head: m('delivery.pdf.country'), share: 1.8 },
      { head: m('delivery.pdf.signed'), share: 1.9 },
      { head: m('delivery.pdf.signature'), share: 4.8 },
      { head: m('delivery.pdf.leaf'), share: 2.4 },
    ],
    rowsOf(db, m, cover),
    { size: 7 },
  );
  if (doc.lacked) {
    doc.need(40);
    doc.space(8);
    doc.text(m('delivery.pdf.lacked'), { size: 8.5, shade: 'quiet' });
  }
  return doc.bytes();
}
