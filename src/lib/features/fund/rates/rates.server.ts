import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { FundTold, KeptRate, LatestRate, RateBeyond, RateFilter } from './rates';

const PAGE = 50;

/** One page of rates, newest day first, and where the next begins. */
export async function listRates(
  db: Db,
  campaign: string,
  filter: RateFilter,
  beyond: RateBeyond | null,
): Promise<{ rates: KeptRate[]; next: RateBeyond | null }> {
  const after = beyond ? { before_day: beyond.day, before_id: beyond.id } : {};
  const rows = await call<KeptRate[]>(db, 'fund_rates_page', { campaign, filter, ...after, n: PAGE + 1 });
  const rates = rows.slice(0, PAGE);
  const last = rates.at(-1);
  return { rates, next: rows.length > PAGE && last ? { day: last.day, id: last.id } : null };
}

/** The newest rate of every pair and source. */
export function latestRates(db: Db, campaign: string): Promise<LatestRate[]> {
  return call<LatestRate[]>(db, 'fund_rates_latest', { campaign });
}

/** How the fund is told, and what of it waits for a rate. */
export function fundTold(db: Db, campaign: string): Promise<FundTold> {
  return call<FundTold>(db, 'fund_told', { campaign });
}
