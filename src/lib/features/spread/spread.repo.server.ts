import type { Locale } from '$lib/contracts/locales';
import type { ShareTextWay } from '$lib/contracts/ops';
import { isUuid } from '$lib/kernel/ids';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { GivenSource, SourceLine } from './model';
import type { VisitCount } from './visits.server';

export interface SpreadOverview {
  sources: SourceLine[];
  /** The strongest, by their share code alone. */
  referrers: { share: string; n: number }[];
  referred: number;
  given: GivenSource[];
  texts: { locale: Locale; way: ShareTextWay; text: string }[];
}

/** A word the team gave out; null when there is none such for this reader. */
export async function givenSource(
  db: Db,
  campaign: string,
  source: string,
): Promise<{ word: string; label: string } | null> {
  if (!isUuid(source)) return null;
  const query = db.from('sources').select('word, label').eq('campaign_id', campaign).eq('id', source);
  return dataOf(await query.maybeSingle()) ?? null;
}

/** Titles of the campaign by language, also of a draft. */
export async function titlesOf(db: Db, campaign: string): Promise<{ locale: string; title: string }[]> {
  return dataOf(await db.from('campaign_texts').select('locale, title').eq('campaign_id', campaign)) ?? [];
}

/** For whoever may read signatures. */
export const overviewOf = (db: Db, campaign: string): Promise<SpreadOverview> =>
  call(db, 'spread_overview', { campaign });

export const publicTexts = (db: Db, slug: string, locale: Locale): Promise<Partial<Record<ShareTextWay, string>>> =>
  call(db, 'public_share_texts', { slug, locale });

/** The service's own door. Pass it `backend.system()`. */
export function spreadRepo(system: () => Db) {
  return {
    addVisits: (items: VisitCount[]) => call<null>(system(), 'add_visits', { items }),
    referredBy: (campaign: string, share: string) => call<number>(system(), 'referred_by', { campaign, share }),
  };
}
