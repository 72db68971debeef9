import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign/index';
import { publicMessages } from '$lib/messages/public';
import { drawPoster, type PosterSize } from '$lib/server/print/poster.server';
import { linkBy } from './share';

interface PosterAsked {
  campaign: { slug: string; title: string; summary: string };
  source: { word: string; label: string };
  locale: Locale;
  size: PosterSize;
  origin: string;
}

/** The size an address asks for; null for any other. */
export function posterSize(text: string | null): PosterSize | null {
  return text === 'A3' || text === 'A5' ? text : null;
}

/** A poster for one place: whoever comes by its code is counted for it. */
export function makePoster({ campaign, source, locale, size, origin }: PosterAsked): Promise<Uint8Array> {
  const m = publicMessages(locale);
  const page = origin + campaignPath(locale, campaign.slug);
  return drawPoster(size, {
    locale,
    kicker: m('shell.kicker'),
    title: campaign.title,
    sentence: campaign.summary,
    call: m('poster.call'),
    link: linkBy(source.word, { page, referral: '' }),
    address: page.replace(/^https?:\/\//, ''),
    place: source.label,
  });
}
