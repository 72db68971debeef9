import type { Locale } from '$lib/contracts/locales';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { toDecimal } from '$lib/kernel/money';
import { publicMessages } from '$lib/messages/public';
import { ronda } from '$lib/server/app.server';
import { call } from '$lib/server/rpc.server';
import type { PublicBeyond, PublicFund, PublicLine } from './published';

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

/** The public lines as CSV, read and sent page by page; null when there is nothing to publish. */
export async function publicLedgerCsv(slug: string, locale: Locale): Promise<ReadableStream<Uint8Array> | null> {
  const first = SLUG.test(slug) ? await lines(slug, null, FILE_PAGE) : null;
  if (first === null) return null;
  const m = publicMessages(locale);
  const encoder = new TextEncoder();
  const heads = ['day', 'figure', 'purpose', 'currency', 'amount', 'note'] as const;
  const purposeOf = ({ category }: PublicLine): string => {
    const key: string = `ledger.purpose.${category}`;
    return m.has(key) ? m(key) : '';
  };
  const row = (line: PublicLine): string =>
    csvLine([
      line.kind === 'sum' ? line.day.slice(0, 7) : line.day,
      m(`ledger.figure.${line.figure}`) + (line.reversal ? ` (${m('ledger.correction')})` : ''),
      purposeOf(line),
      line.currency,
      { figure: toDecimal(BigInt(line.minor), line.currency) },
      line.kind === 'sum' ? m('ledger.summed') : line.note,
    ]);
  let page: PublicLine[] = first;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(heads.map((head) => m(`ledger.${head}`)))));
    },
    async pull(controller) {
      if (page.length > 0) controller.enqueue(encoder.encode(page.map(row).join('')));
      const last = page.at(-1);
      if (page.length < FILE_PAGE || last === undefined) return controller.close();
      page = (await lines(slug, { day: last.day, kind: last.kind, key: last.key }, FILE_PAGE)) ?? [];
    },
  });
}
