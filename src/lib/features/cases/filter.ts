import { STAGES } from '$lib/contracts/ops-cases';

export const CASE_STATES = ['open', 'closed', 'all'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What a list of cases is narrowed to; what is absent narrows nothing. */
export interface CaseFilter {
  q?: string;
  state?: CaseState;
  /** A stage, or `none`. */
  stage?: string;
  jurisdiction?: string;
  /** Only those the reader follows. */
  mine?: '1';
}

/** The filter of an address; what it does not know it leaves out. */
export function caseFilter(params: URLSearchParams): CaseFilter {
  const filter: CaseFilter = {};
  const q = (params.get('q') ?? '').trim().slice(0, 80);
  const state = CASE_STATES.find((one) => one === params.get('state'));
  const stage = [...STAGES, 'none'].find((one) => one === params.get('stage'));
  const jurisdiction = params.get('jurisdiction') ?? '';
  if (q !== '') filter.q = q;
  if (state !== undefined && state !== 'open') filter.state = state;
  if (stage !== undefined) filter.stage = stage;
  if (/^[a-z0-9-]{1,40}$/.test(jurisdiction)) filter.jurisdiction = jurisdiction;
  if (params.get('mine') === '1') filter.mine = '1';
  return filter;
}

/** The address of a filtered list, and of the page after a row. */
export function filterQuery(filter: CaseFilter, after: { code: string; id: string } | null = null): string {
  const params = new URLSearchParams({ ...filter });
  if (after) {
    params.set('after', after.code);
    params.set('id', after.id);
  }
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}
