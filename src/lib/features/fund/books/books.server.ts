import type { Locale } from '$lib/contracts/locales';
import { today } from '$lib/kernel/dates';
import { CSV_BOM, csvLine, type CsvCell } from '$lib/kernel/csv';
import { toDecimal } from '$lib/kernel/money';
import { fundMessages } from '$lib/messages/fund';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { BookEntry, BookFormat, BookStart } from './books';
import { plainText } from './plain-text';

const PAGE = 500;

interface Asked {
  campaign: string;
  format: BookFormat;
  /** Civil days; empty is open. */
  from: string;
  to: string;
  title: string;
  locale: Locale;
}

/** Entries of a period by day, read page by page as fast as the reader takes them. */
async function* entriesOf(db: Db, { campaign, from, to }: Asked): AsyncGenerator<BookEntry> {
  const period = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  let last: BookEntry | undefined;
  for (;;) {
    const after = last ? { after_day: last.day, after_id: last.id } : {};
    const rows = await call<BookEntry[]>(db, 'fund_books', { campaign, period, ...after, n: PAGE });
    yield* rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

/** A posting a line, so that the file adds up to nothing in each currency. */
async function* table(db: Db, asked: Asked, { report }: BookStart): AsyncGenerator<string> {
  const m = fundMessages(asked.locale);
  const heads = [
    'books.entry',
    'ledger.date',
    'ledger.kind',
    'ledger.reversal_id',
    'ledger.category',
    'ledger.account',
    'ledger.currency',
    'ledger.amount',
    'books.minor',
    'ledger.rate',
    'rates.source',
    'books.rate_day',
    'ledger.converted',
    'books.report',
    'ledger.ref',
    'ledger.level',
    'books.month',
    'ledger.note',
    'ledger.booked_at',
  ] as const;
  yield CSV_BOM + csvLine(heads.map((key) => m(key)));
  const word = (key: string, otherwise: string): string => (m.has(key) ? m(key) : otherwise);
  for await (const entry of entriesOf(db, asked)) {
    const kind = word(`ledger.kind.${entry.of ?? entry.kind}`, entry.kind);
    const own = [
      entry.id,
      entry.day,
      entry.of === null ? kind : m('ledger.reversal_of', { kind }),
      entry.reverses ?? '',
      entry.category === null ? '' : word(`ledger.category.${entry.category}`, entry.category),
    ];
    const more: CsvCell[] = [
      entry.refKind === null ? '' : `${entry.refKind} ${entry.refId ?? ''}`,
      m(`ledger.level.${entry.level}`),
      m(entry.closed ? 'books.month.closed' : 'books.month.open'),
      entry.note,
      entry.at,
    ];
    yield entry.postings
      .map(({ kind: account, name, currency, minor, converted }) =>
        csvLine([
          ...own,
          account === 'bank'
            ? name || m('ledger.account.plain', { currency })
            : word(`ledger.account.${account}`, account),
          currency,
          { figure: toDecimal(BigInt(minor), currency) },
          { figure: minor },
          entry.rate ?? '',
          entry.rateSource ?? '',
          entry.rateDate ?? '',
          converted === null || report === null ? '' : { figure: toDecimal(BigInt(converted), report) },
          report ?? '',
          ...more,
        ]),
      )
      .join('');
  }
}

/** The books of a period as a file, sent as it is written. */
export async function exportBooks(db: Db, asked: Asked): Promise<ReadableStream<Uint8Array>> {
  const { campaign, format, from, to, title } = asked;
  const start = await call<BookStart>(db, 'fund_books_start', { campaign, ...(from === '' ? {} : { from_day: from }) });
  const now = today('UTC');
  const until = to === '' || to > now ? now : to;
  const pieces =
    format === 'csv' ? table(db, asked, start) : plainText(format, start, { from, until, title }, entriesOf(db, asked));
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A page of entries goes out at once: a piece of its own for each would be thousands of small writes.
        let text = '';
        while (text.length < 65_536) {
          const piece = await pieces.next();
          if (piece.done === true) {
            if (text !== '') controller.enqueue(encoder.encode(text));
            return controller.close();
          }
          text += piece.value;
        }
        controller.enqueue(encoder.encode(text));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
