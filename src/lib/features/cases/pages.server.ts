/** What the pages of cases read, and the list as a file. */
import type { RequestEvent } from '@sveltejs/kit';
import { CSV_BOM, csvLine } from '$lib/kernel/csv';
import { today } from '$lib/kernel/dates';
import { isUuid } from '$lib/kernel/ids';
import { casesMessages } from '$lib/messages/cases';
import type { Db } from '$lib/server/backend/index.server';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { readForm } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { casesAfter, PAGE, type AfterCase } from './cases.repo.server';
import { caseFilter, type CaseFilter } from './filter';
import type { CaseLine } from './model';
import { opSchema } from './schema';

export interface CasesList {
  head: number;
  cases: CaseLine[];
  next: AfterCase | null;
  filter: CaseFilter;
}

/** One page of cases as an address asks for it. */
export async function listCases(db: Db, campaign: string, params: URLSearchParams): Promise<CasesList> {
  const filter = caseFilter(params);
  const [code, id] = [params.get('after'), params.get('id')];
  const after = code !== null && isUuid(id) ? { code, id } : null;
  const { head, rows } = await casesAfter(db, campaign, filter, after, PAGE);
  const cases = rows.slice(0, PAGE);
  const last = cases.at(-1);
  return { head, cases, next: rows.length > PAGE && last ? { code: last.code, id: last.id } : null, filter };
}

const BATCH = 500;

/** The cases of a filter as CSV, without what is sealed. Posted, because taking the list away is written down first. */
export async function casesCsv(event: Pick<RequestEvent, 'locals' | 'request' | 'url'>): Promise<Response> {
  const { locals, url } = event;
  const { membership } = memberOf(locals, 'hearings.read');
  const form = await readForm(event, opSchema);
  if (!form.ok) refusePage('invalid');
  const { campaignId: campaign, slug } = membership;
  const noted = await applyOp(locals, 'cases.export', { campaign, id: form.value.op }, form.value.op);
  if (!noted.ok) refusePage(noted.code, noted.errorId);
  const m = casesMessages(locals.locale);
  const filter = caseFilter(url.searchParams);
  const heads = [
    'caseCode',
    'numbers',
    'court',
    'forum',
    'judge',
    'clerk',
    'prosecutor',
    'stage',
    'startedOn',
    'ruleset',
    'parent',
    'incident',
    'people',
    'dueOn',
    'closedAt',
  ] as const;
  const line = (one: CaseLine): string =>
    csvLine([
      one.code,
      one.numbers.join(' · '),
      one.court,
      one.forum,
      one.judge,
      one.clerk,
      one.prosecutor,
      one.stage === null ? '' : m(`case.stage.${one.stage}`),
      one.startedOn ?? '',
      one.ruleset ?? '',
      one.parentCode ?? '',
      one.incident === null ? '' : m(`case.incident.${one.incident}`),
      { figure: String(one.people) },
      one.dueOn ?? '',
      one.closedAt?.slice(0, 10) ?? '',
    ]);
  const encoder = new TextEncoder();
  let after: AfterCase | null = null;
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_BOM + csvLine(heads.map((head) => m(`case.${head}`)))));
    },
    async pull(controller) {
      const { rows }: { rows: CaseLine[] } = await casesAfter(locals.db, campaign, filter, after, BATCH);
      const some = rows.slice(0, BATCH);
      if (some.length > 0) controller.enqueue(encoder.encode(some.map(line).join('')));
      const last = some.at(-1);
      after = last ? { code: last.code, id: last.id } : null;
      if (rows.length <= BATCH) controller.close();
    },
  });
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-cases-${today('UTC')}.csv"`,
    },
  });
}
