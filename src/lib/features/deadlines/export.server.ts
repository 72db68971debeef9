/** The list of deadlines as a table: codes, rules and dates, no names. */
import type { RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/kernel/dates';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { legalMessages } from '$lib/messages/legal';
import { memberOf } from '$lib/server/desk.server';
import { deadlinePage, type After } from './deadlines.repo.server';
import { deadlineFilter } from './filter';
import { findRule } from './rules';
import type { StoredDeadline } from './stored';

const PAGE = 500;
const HEADS = [
  'case',
  'person',
  'rule',
  'what',
  'nature',
  'due_on',
  'due_at',
  'act_by',
  'latest',
  'state',
  'receipt',
  'calendar',
] as const;

/** The deadlines of a filter as CSV, page by page as it is read. */
export function deadlinesCsv({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Response {
  const { membership } = memberOf(locals, 'hearings.read');
  const filter = deadlineFilter(url.searchParams);
  const m = legalMessages(locals.locale);
  const line = (one: StoredDeadline): string =>
    csvLine([
      one.caseCode,
      one.personCode ?? '',
      one.rule,
      findRule(one.rule)?.rule.name[m.locale] ?? '',
      m(`deadlines.nature.${one.nature}`),
      one.dueOn,
      one.dueAt ?? '',
      one.actBy ?? '',
      one.latestAt ?? '',
      m(`deadlines.state.${one.state}`),
      one.receipt,
      `${one.calendar} ${one.calendarVersion}`,
    ]);
  const encoder = new TextEncoder();
  let after: After | null = null;
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(HEADS.map((head) => m(`deadlines.csv.${head}`)))));
    },
    async pull(controller) {
      const rows = await deadlinePage(locals.db, membership.campaignId, filter, after, PAGE);
      const some = rows.slice(0, PAGE);
      if (some.length > 0) controller.enqueue(encoder.encode(some.map(line).join('')));
      const last = some.at(-1);
      after = last ? { day: last.dueOn, id: last.id } : null;
      if (rows.length <= PAGE) controller.close();
    },
  });
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-plazos-${today('UTC')}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
