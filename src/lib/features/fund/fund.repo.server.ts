import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';

/** The sealed donor of one entry; null when there is none, or no such entry for this reader. */
export async function sealedDonor(db: Db, campaign: string, entry: string): Promise<string | null> {
  const found: { donor_sealed: string | null } | null = dataOf(
    await db.from('fund_entries').select('donor_sealed').eq('campaign_id', campaign).eq('id', entry).maybeSingle(),
  );
  return found?.donor_sealed ?? null;
}
