import type { Locale } from '$lib/contracts/locales';
import { campaigns } from '$lib/features/campaign/index.server';
import { attempt } from '$lib/server/errors.server';
import { spread } from './spread.server';
import type { ShareTexts } from './texts';

/** What the share kit of a page shows: the campaign's own words and the count. Both may be old; neither stops a page. */
export async function shareFacts(slug: string, locale: Locale): Promise<{ texts: Partial<ShareTexts>; n: number }> {
  const [texts, totals] = await Promise.all([spread().texts(slug, locale), attempt(() => campaigns().totals(slug))]);
  return { texts, n: (totals.ok && totals.value?.signatures) || 0 };
}
