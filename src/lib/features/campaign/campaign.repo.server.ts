import type { Locale } from '$lib/contracts/locales';
import type { PublicTotals } from '$lib/contracts/totals';
import type { Db } from '$lib/server/backend/index.server';
import { call } from '$lib/server/rpc.server';
import type { CampaignLine, PublicCampaign } from './model';

/** What the public may read of campaigns, as nobody. */
export function campaignRepo(db: Db) {
  return {
    campaign: (slug: string, locale: Locale) => call<PublicCampaign | null>(db, 'public_campaign', { slug, locale }),
    totals: (slug: string) => call<PublicTotals | null>(db, 'public_totals', { slug }),
    open: (locale: Locale) => call<CampaignLine[]>(db, 'public_campaigns', { locale }),
  };
}
export type CampaignRepo = ReturnType<typeof campaignRepo>;
