import type { Row } from '$lib/contracts/journal';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { AccountState, BankGap } from './model';

export interface AccountRow {
  id: string;
  currency: string;
  name: string;
  iban: string | null;
  cbu: string | null;
}

export interface LineRow {
  id: string;
  account_id: string;
  booked_on: string;
  value_on: string | null;
  currency: string;
  amount_minor: number;
  reference: string | null;
  name_sealed: string | null;
  iban_sealed: string | null;
  text_sealed: string | null;
  name_key: string | null;
  iban_key: string | null;
  text_key: string | null;
  returned: boolean;
  charges_minor: number | null;
  suspect: string | null;
  state: string;
  why: string | null;
}

export interface MatchRow {
  id: string;
  line_id: string;
  kind: string;
  pledge_id: string | null;
  minor: number;
  fee_minor: number;
}

export interface CandidateRow {
  line: string;
  target: string;
  kind: string;
  id: string;
  how: string[];
  currency?: string;
  minor?: string;
  received?: string;
  state?: string;
  day?: string;
  reference?: string;
  nameSealed?: string | null;
  number?: number;
}

const COLUMNS =
  'id, account_id, booked_on, value_on, currency, amount_minor, reference, name_sealed, iban_sealed, text_sealed, name_key, iban_key, text_key, returned, charges_minor, suspect, state, why';

/** Which lines a page shows. */
export const SHOWN = { open: ['open'], done: ['matched', 'split'], ignored: ['ignored'] } as const;
export type Shown = keyof typeof SHOWN;

/** Accounts that money can still come to, in the order in which they were made. */
export async function openAccounts(db: Db, campaign: string): Promise<AccountRow[]> {
  const found: AccountRow[] | null = dataOf(
    await db
      .from('bank_accounts')
      .select('id, currency, name, iban, cbu')
      .eq('campaign_id', campaign)
      .is('closed_at', null)
      .order('created_at')
      .limit(100),
  );
  return found ?? [];
}

export async function savedMapping(db: Db, account: string): Promise<unknown> {
  const found: { mapping: unknown } | null = dataOf(
    await db.from('bank_mappings').select('mapping').eq('id', account).maybeSingle(),
  );
  return found?.mapping ?? null;
}

/** `n` lines before the line `before`, newest first. */
export async function linesPage(
  db: Db,
  campaign: string,
  shown: Shown,
  before: { day: string; id: string } | null,
  n: number,
): Promise<LineRow[]> {
  const states: string[] = [...SHOWN[shown]];
  let query = db.from('bank_lines').select(COLUMNS).eq('campaign_id', campaign).in('state', states);
  if (before) query = query.or(`booked_on.lt.${before.day},and(booked_on.eq.${before.day},id.lt.${before.id})`);
  const rows: LineRow[] | null = dataOf(
    await query.order('booked_on', { ascending: false }).order('id', { ascending: false }).limit(n),
  );
  return rows ?? [];
}

export async function oneLine(db: Db, campaign: string, line: string): Promise<LineRow | null> {
  return dataOf(
    await db.from('bank_lines').select(COLUMNS).eq('campaign_id', campaign).eq('id', line).maybeSingle<LineRow>(),
  );
}

export async function linesById(db: Db, campaign: string, ids: readonly string[]): Promise<LineRow[]> {
  if (ids.length === 0) return [];
  const rows: LineRow[] | null = dataOf(
    await db
      .from('bank_lines')
      .select(COLUMNS)
      .eq('campaign_id', campaign)
      .in('id', [...ids]),
  );
  return rows ?? [];
}

/** What lines were taken for, and still are. */
export async function matchesOf(db: Db, lines: readonly string[]): Promise<MatchRow[]> {
  if (lines.length === 0) return [];
  const rows: MatchRow[] | null = dataOf(
    await db
      .from('bank_matches')
      .select('id, line_id, kind, pledge_id, minor, fee_minor')
      .in('line_id', [...lines])
      .is('undone_at', null),
  );
  return rows ?? [];
}

/** Everything that these lines could be. */
export function candidatesOf(db: Db, campaign: string, lines: readonly string[]): Promise<CandidateRow[]> {
  return call<CandidateRow[]>(db, 'bank_candidates', { campaign, lines });
}

/** References and what is still missing of pledges, by the references somebody typed. */
export async function pledgesByReference(
  db: Db,
  campaign: string,
  references: readonly string[],
): Promise<{ id: string; reference: string }[]> {
  if (references.length === 0) return [];
  const rows: { id: string; reference: string }[] | null = dataOf(
    await db
      .from('pledges')
      .select('id, reference')
      .eq('campaign_id', campaign)
      .in('reference', [...references]),
  );
  return rows ?? [];
}

/** Requests for money that these references were given out for. */
export async function requestsByReference(
  db: Db,
  campaign: string,
  references: readonly string[],
): Promise<{ id: string; reference: string }[]> {
  if (references.length === 0) return [];
  const rows: { id: string; reference: string }[] | null = dataOf(
    await db
      .from('spend_requests')
      .select('id, reference')
      .eq('campaign_id', campaign)
      .in('reference', [...references]),
  );
  return rows ?? [];
}

/** The last files that were read, the rules that hold, and how many lines wait. */
export async function deskRows(db: Db, campaign: string): Promise<{ imports: Row[]; rules: Row[]; desk: Row[] }> {
  const newest = { ascending: false };
  const [imports, rules, desk] = await Promise.all([
    db
      .from('bank_imports')
      .select('id, account_id, format, lines, added, known, suspects, first_day, last_day, created_at')
      .eq('campaign_id', campaign)
      .order('created_at', newest)
      .limit(12),
    db
      .from('bank_rules')
      .select('id, line_id, by, incoming, action, created_at, ended_at')
      .eq('campaign_id', campaign)
      .is('ended_at', null)
      .order('created_at', newest)
      .limit(100),
    db.from('bank_desks').select('id, open, done, ignored').eq('campaign_id', campaign).limit(1),
  ]);
  return { imports: dataOf(imports) ?? [], rules: dataOf(rules) ?? [], desk: dataOf(desk) ?? [] };
}

/** What the bank said last of each account, and what the books say now. */
export async function accountStates(db: Db, campaign: string, accounts: readonly string[]): Promise<AccountState[]> {
  if (accounts.length === 0) return [];
  const [told, books] = await Promise.all([
    db
      .from('bank_statements')
      .select('account_id, last_day, closing_minor')
      .eq('campaign_id', campaign)
      .not('closing_minor', 'is', null)
      .not('last_day', 'is', null)
      .order('last_day', { ascending: false })
      .order('id', { ascending: false })
      .limit(200),
    db
      .from('fund_accounts')
      .select('id, balance_minor')
      .in('id', [...accounts]),
  ]);
  const balances = new Map((dataOf(books) ?? []).map(({ id, balance_minor }) => [id, BigInt(balance_minor)]));
  const states = new Map<string, AccountState>();
  for (const { account_id, last_day, closing_minor } of dataOf(told) ?? []) {
    if (states.has(account_id) || closing_minor === null || last_day === null || !balances.has(account_id)) continue;
    const [bankMinor, booksMinor] = [BigInt(closing_minor), balances.get(account_id) ?? 0n];
    states.set(account_id, { account: account_id, day: last_day, bankMinor, booksMinor });
  }
  return [...states.values()];
}

/** What is missing between the statements of the accounts. */
export function bankGaps(db: Db, campaign: string): Promise<BankGap[]> {
  return call<BankGap[]>(db, 'bank_gaps', { campaign });
}
