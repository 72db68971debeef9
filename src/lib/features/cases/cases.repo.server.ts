/** What is read of cases. Who may see which is decided in the database. */
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { CaseFilter } from './filter';
import type { Accused, CaseLine, CaseView, PersonCase } from './model';

export const PAGE = 50;

export interface CaseHead {
  id: string;
  code: string;
  court: string;
  closed: boolean;
  compartment: string | null;
}

/** What stands above every part of a case; null where there is none for this reader. */
export async function caseHead(db: Db, campaign: string, id: string): Promise<CaseHead | null> {
  const row = dataOf(
    await db
      .from('cases')
      .select('id, code, court, closed_at, compartment_id')
      .eq('campaign_id', campaign)
      .eq('id', id)
      .maybeSingle(),
  );
  if (row === null) return null;
  const { code, court, closed_at, compartment_id: compartment } = row;
  return { id, code, court, closed: closed_at !== null, compartment };
}

export interface AfterCase {
  code: string;
  id: string;
}

/** One more than `n`, to know whether there is a next page. */
export function casesAfter(
  db: Db,
  campaign: string,
  filter: CaseFilter,
  after: AfterCase | null,
  n: number,
): Promise<{ head: number; rows: CaseLine[] }> {
  return call(db, 'cases_page', { campaign, filter, after, n: n + 1 });
}

export function caseView(db: Db, campaign: string, id: string): Promise<CaseView> {
  return call(db, 'case_one', { campaign, the_case: id });
}

/** Who stands in a case; `dates` is the head of the stream that tells changes of it, read first so that none is missed. */
export async function accusedView(
  db: Db,
  campaign: string,
  id: string,
): Promise<{ dates: number; accused: Accused[] }> {
  const { head } = await caseView(db, campaign, id);
  return { dates: head, accused: await call<Accused[]>(db, 'case_accused', { campaign, the_case: id }) };
}

export function casesOfPerson(db: Db, campaign: string, person: string): Promise<PersonCase[]> {
  return call(db, 'person_cases', { campaign, person });
}

/** The person of a code whom the reader sees; null when there is none. */
export async function personByCode(db: Db, campaign: string, code: string): Promise<string | null> {
  const rows = dataOf(
    await db.from('people').select('id').eq('campaign_id', campaign).eq('code', code.toUpperCase()).limit(1),
  );
  return rows?.[0]?.id ?? null;
}

/** The case of a code that the reader sees; null when there is none. */
export async function caseByCode(db: Db, campaign: string, code: string): Promise<string | null> {
  const rows = dataOf(await db.from('cases').select('id').eq('campaign_id', campaign).eq('code', code).limit(1));
  return rows?.[0]?.id ?? null;
}
