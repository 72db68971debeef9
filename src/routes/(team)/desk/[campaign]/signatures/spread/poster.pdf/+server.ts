import { isLocale } from '$lib/contracts/locales';
import { campaignOr404 } from '$lib/features/campaign/index.server';
import { givenSource, makePoster, posterSize } from '$lib/features/spread/index.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'campaign.read');
  const asked = url.searchParams;
  const size = posterSize(asked.get('size'));
  const lang = asked.get('lang');
  if (size === null || !isLocale(lang)) refusePage('not_found');
  const source = await forPage(() => givenSource(locals.db, membership.campaignId, asked.get('source') ?? ''));
  if (source === null) refusePage('not_found');
  const campaign = await campaignOr404(membership.slug, lang);
  const pdf = await forPage(() => makePoster({ campaign, source, locale: lang, size, origin: url.origin }));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${source.word}-${size}-${lang}.pdf"`,
    },
  });
};
