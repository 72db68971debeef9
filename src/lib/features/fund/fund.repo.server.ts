import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';

/** A line of the ledger as it is exported; who gave is not part of it. */
export interface LedgerRow {
  id: string;
  kind: string;
  value_date: string;
  currency: string;
  amount_minor: number;
  note: string;
  reverses: string | null;
  created_at: string;
}

const COLUMNS = 'id, kind, value_date, currency, amount_minor, note, reverses, created_at';

/** The sealed donor of one entry; null when there is none, or no such entry for this reader. */
export async function sealedDonor(db: Db, campaign: string, entry: string): Promise<string | null> {
  const found: { donor_sealed: string | null } | null = dataOf(
    await db.from('fund_entries').select('donor_sealed').eq('campaign_id', campaign).eq('id', entry).maybeSingle(),
  );
  return found?.donor_sealed ?? null;
}

/** `n` lines after the line `after`, in the order in which they were booked: an export that runs while others book misses none. */
export async function ledgerPage(
  db: Db,
  campaign: string,
  after: { id: string } | null,
  n: number,
): Promise<LedgerRow[]> {
  // Ids are made in order of time, so they page without a gap and without counting.
  const query = db.from('fund_entries').select(COLUMNS).eq('campaign_id', campaign);
  return dataOf(await (after ? query.gt('id', after.id) : query).order('id').limit(n)) ?? [];
}
