/** What leaves the desk as a file: a receipt, and the list. Both are posted, because each is written down first. */
import type { RequestEvent } from '@sveltejs/kit';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { today } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { toDecimal } from '$lib/kernel/money';
import { fundMessages } from '$lib/messages/fund';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { fileAnswer, openSealed } from '$lib/server/files/index.server';
import { readForm } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { requestFilter, type RequestLine } from './model';
import { opSchema } from './schema';
import { findRequests, sealedReceipt } from './spending.repo.server';

type PostEvent = Pick<RequestEvent, 'locals' | 'request' | 'url'>;

/** One receipt, for whoever sees its request. */
export async function receiptAnswer(event: PostEvent, request: string, receipt: string): Promise<Response> {
  const { membership } = memberOf(event.locals, 'spend.request');
  const form = await readForm(event, opSchema);
  if (!form.ok || !isUuid(request) || !isUuid(receipt)) refusePage('not_found');
  const { locals } = event;
  const noted = await applyOp(locals, 'spend.open_receipt', { request, receipt }, form.value.op);
  if (!noted.ok) refusePage(noted.code, noted.errorId);
  const file = await forPage(() => sealedReceipt(locals.db, membership.campaignId, receipt));
  if (!file) refusePage('not_found');
  return fileAnswer(openSealed(file), 'private, no-store');
}

const PAGE = 500;

/** The requests of a filter as CSV, without payees and purposes: those are opened one at a time. */
export async function requestsCsv(event: PostEvent): Promise<Response> {
  const { locals, url } = event;
  const { membership } = memberOf(locals, 'fund.read');
  const form = await readForm(event, opSchema);
  if (!form.ok) refusePage('invalid');
  const { op } = form.value;
  const { campaignId: campaign } = membership;
  const noted = await applyOp(locals, 'spend.export', { campaign, id: op }, op);
  if (!noted.ok) refusePage(noted.code, noted.errorId);
  const m = fundMessages(locals.locale);
  const filter = requestFilter(url.searchParams);
  const heads = [
    'number',
    'asked_on',
    'by',
    'category',
    'amount',
    'currency',
    'state',
    'paid',
    'due',
    'person',
    'case',
    'level',
    'public_note',
    'reference',
  ] as const;
  const line = (one: RequestLine): string =>
    csvLine([
      { figure: String(one.number) },
      one.at.slice(0, 10),
      one.by ?? '',
      m(`ledger.category.${one.category}`),
      { figure: toDecimal(BigInt(one.minor), one.currency) },
      one.currency,
      m(`spending.state.${one.state}`),
      { figure: toDecimal(BigInt(one.paidMinor), one.currency) },
      one.dueOn ?? '',
      one.person ?? '',
      one.caseCode,
      m(`ledger.level.${one.level}`),
      one.publicNote,
      one.reference,
    ]);
  const encoder = new TextEncoder();
  let after: RequestLine | null = null;
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(heads.map((head) => m(`spending.csv.${head}`)))));
    },
    async pull(controller) {
      const rows: RequestLine[] = await findRequests(locals.db, campaign, filter, after, PAGE);
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map(line).join('')));
      after = rows.at(-1) ?? null;
      if (rows.length < PAGE) controller.close();
    },
  });
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-requests-${today('UTC')}.csv"`,
    },
  });
}
