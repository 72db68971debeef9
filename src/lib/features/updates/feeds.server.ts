import { generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { Locale } from '$lib/contracts/locales';
import { campaignPath } from '$lib/features/campaign';
import { ronda } from '$lib/server/app.server';
import { isKnown, tagOf } from '$lib/server/etag.server';
import { escapeHtml } from '$lib/server/mail/compose.server';
import { paragraphsOf, type PublicUpdate } from './model';
import { updatesRepo } from './updates.repo.server';

/** What was published by a campaign, newest first, each in the reader's language where it was written in it. */
export const publishedUpdates = (slug: string, locale: Locale): Promise<PublicUpdate[]> =>
  updatesRepo(() => ronda().backend.system()).published(slug, locale);

interface Asked {
  campaign: { slug: string; title: string; summary: string };
  locale: Locale;
  origin: string;
  ifNoneMatch: string | null;
}

const htmlOf = (body: string): string =>
  paragraphsOf(body)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');

/** RSS or JSON Feed of the updates. */
export async function feedAnswer(kind: 'rss' | 'json', asked: Asked): Promise<Response> {
  const { campaign, locale, origin, ifNoneMatch } = asked;
  const at = (below: string): string => origin + campaignPath(locale, campaign.slug, below);
  const updates = await publishedUpdates(campaign.slug, locale);
  const body =
    kind === 'rss'
      ? generateRssFeed({
          title: campaign.title,
          link: at('/news'),
          description: campaign.summary || campaign.title,
          language: locale,
          items: updates.map(({ id, title, body: text, publishedAt }) => ({
            title,
            link: at(`/news/${id}`),
            description: htmlOf(text),
            guid: { value: id, isPermaLink: false },
            pubDate: new Date(publishedAt),
          })),
        })
      : JSON.stringify(
          generateJsonFeed({
            title: campaign.title,
            home_page_url: at('/news'),
            feed_url: at('/feed.json'),
            language: locale,
            items: updates.map(({ id, title, body: text, publishedAt, locale: language }) => ({
              id,
              title,
              url: at(`/news/${id}`),
              content_html: htmlOf(text),
              language,
              date_published: new Date(publishedAt),
            })),
          }),
        );
  const etag = tagOf(body);
  const headers = { etag, 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' };
  if (isKnown(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const type = kind === 'rss' ? 'application/rss+xml' : 'application/feed+json';
  return new Response(body, { headers: { ...headers, 'content-type': `${type}; charset=utf-8` } });
}
