import type { Db } from '$lib/server/backend/index.server';
import { streamHead } from '$lib/server/realtime/heads.server';
import { call } from '$lib/server/rpc.server';
import type { FundAhead } from './ahead';
import type { Beyond, LedgerEntryFull, LedgerFilter, LedgerLine } from './ledger';
import type { FundOverview } from './overview';

const PAGE = 50;

/** One page of the ledger, newest value date first, and where the next begins. */
export async function listLedger(
  db: Db,
  campaign: string,
  filter: LedgerFilter,
  beyond: Beyond | null,
): Promise<{ lines: LedgerLine[]; next: Beyond | null }> {
  const after = beyond ? { before_day: beyond.day, before_id: beyond.id } : {};
  const rows = await call<LedgerLine[]>(db, 'fund_page', { campaign, filter, ...after, n: PAGE + 1 });
  const lines = rows.slice(0, PAGE);
  const last = lines.at(-1);
  return { lines, next: rows.length > PAGE && last ? { day: last.day, id: last.id } : null };
}

/** One entry with its postings; null when there is none, or not for this reader. */
export function oneEntry(db: Db, campaign: string, entry: string): Promise<LedgerEntryFull | null> {
  return call<LedgerEntryFull | null>(db, 'fund_one', { campaign, entry });
}

/** All that the fund's first page says. */
export function fundOverview(db: Db, campaign: string): Promise<FundOverview> {
  return call<FundOverview>(db, 'fund_overview', { campaign });
}

/** Gifts of the days behind, what is due, and the weeks that what may come is estimated from. */
export function fundAhead(db: Db, campaign: string): Promise<FundAhead> {
  return call<FundAhead>(db, 'fund_ahead', { campaign });
}

/** Where the treasury's stream stands, for pages of those who may read it. */
export function treasuryHead(campaign: string): Promise<number> {
  return streamHead(`campaign:${campaign}:treasury`);
}
