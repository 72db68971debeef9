import type { Locale } from '$lib/contracts/locales';
import { publicMessages } from '$lib/messages/public';

/** The card of a campaign for the head of its pages (`CampaignHead`). */
export function cardImage(
  locale: Locale,
  { slug, title }: { slug: string; title: string },
  totals: { signatures: number; goal: number } | null,
): { path: string; alt: string; width: number; height: number } {
  const { signatures: n, goal } = totals ?? { signatures: 0, goal: 0 };
  const alt = totals === null ? title : publicMessages(locale)('card.alt', { campaign: title, n, goal });
  return { path: `/c/${slug}/card.png`, alt, width: 1200, height: 630 };
}
