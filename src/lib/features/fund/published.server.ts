import type { Locale } from '$lib/contracts/locales';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { toDecimal } from '$lib/kernel/money';
import type { Messages } from '$lib/messages/catalog';
import { publicMessages, type PublicKey } from '$lib/messages/public';
import { ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import { effectOf, type PublicBeyond, type PublicFund, type PublicLine } from './published';

const PAGE = 50;
const FILE_PAGE = 500;
const SLUG = /^[a-z0-9-]{1,40}$/;

function lines(slug: string, before: PublicBeyond | null, n: number): Promise<PublicLine[] | null> {
  return call<PublicLine[] | null>(ronda().backend.system(), 'public_ledger', { slug, before, n });
}

/** The fund as the public sees it; null when the campaign is not there, not open, or does not publish it. */
export async function publicFund(
  slug: string,
  beyond: PublicBeyond | null,
): Promise<{ fund: PublicFund; lines: PublicLine[]; next: PublicBeyond | null } | null> {
  if (!SLUG.test(slug)) return null;
  const [fund, found] = await Promise.all([
    call<PublicFund | null>(ronda().backend.system(), 'public_fund', { slug }),
    lines(slug, beyond, PAGE + 1),
  ]);
  if (fund === null || found === null) return null;
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  return { fund, lines: shown, next: found.length > PAGE && last ? last : null };
}

const HEADS = [
  'from',
  'to',
  'told',
  'figure',
  'purpose',
  'currency',
  'amount',
  'effect',
  'gifts.head',
  'note',
] as const;
/** Balances and sums at the end of the file; `pot` is what the effects add up to. */
const TOTALS = [
  'received',
  'opened',
  'exchanged',
  'fees',
  'spent',
  'posted',
  'lost',
  'returned',
  'committed',
  'pot',
] as const;

function lineRow(m: Messages<PublicKey>, line: PublicLine): string {
  const key: string = `ledger.purpose.${line.category}`;
  const sum = line.kind === 'sum';
  return csvLine([
    line.from,
    line.day,
    m(sum ? 'ledger.told.sum' : 'ledger.told.entry'),
    m(`ledger.figure.${line.figure}`) + (line.reversal ? ` (${m('ledger.correction')})` : ''),
    m.has(key) ? m(key) : '',
    line.currency,
    { figure: toDecimal(BigInt(line.minor), line.currency) },
    { figure: toDecimal(effectOf(line), line.currency) },
    line.n === null ? '' : { figure: String(line.n) },
    sum ? m('ledger.summed') : line.note,
  ]);
}

function totalRows(m: Messages<PublicKey>, { totals, at }: PublicFund): string {
  const day = at.slice(0, 10);
  return totals
    .flatMap((total) =>
      TOTALS.filter((part) => total[part] !== '0' || part === 'pot').map((part) => {
        const amount = { figure: toDecimal(BigInt(total[part]), total.currency) };
        return csvLine([
          '',
          day,
          m('ledger.told.total'),
          m(`ledger.total.${part}`),
          '',
          total.currency,
          amount,
          '',
          '',
          at,
        ]);
      }),
    )
    .join('');
}

const entriesOf = ({ totals }: PublicFund): number => totals.reduce((sum, { entries }) => sum + entries, 0);

/**
 * The public lines as CSV, read and sent page by page, and the totals after them: the effects of a currency add up to its
 * pot. Null when there is nothing to publish. When somebody books while the file is read, the file says so.
 */
export async function publicLedgerCsv(slug: string, locale: Locale): Promise<ReadableStream<Uint8Array> | null> {
  if (!SLUG.test(slug)) return null;
  const fundNow = (): Promise<PublicFund | null> => call(ronda().backend.system(), 'public_fund', { slug });
  const before = await fundNow();
  const first = before && (await lines(slug, null, FILE_PAGE));
  if (before === null || first === null) return null;
  const m = publicMessages(locale);
  const encoder = new TextEncoder();
  let page: PublicLine[] = first;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(HEADS.map((head) => m(`ledger.${head}`)))));
    },
    async pull(controller) {
      if (page.length > 0) controller.enqueue(encoder.encode(page.map((line) => lineRow(m, line)).join('')));
      const last = page.at(-1);
      if (page.length < FILE_PAGE || last === undefined) {
        const after = (await fundNow()) ?? before;
        const moved = entriesOf(after) !== entriesOf(before);
        const told = moved
          ? csvLine(['', '', m('ledger.told.total'), m('ledger.total.moved'), '', '', '', '', '', after.at])
          : '';
        controller.enqueue(encoder.encode(totalRows(m, after) + told));
        return controller.close();
      }
      page = (await lines(slug, { day: last.day, kind: last.kind, key: last.key }, FILE_PAGE)) ?? [];
    },
  });
}
