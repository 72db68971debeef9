import { campaignOr404 } from '$lib/features/campaign/index.server';
import { feedAnswer } from '$lib/features/updates/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals, url, request }) =>
  feedAnswer('rss', {
    campaign: await campaignOr404(params.campaign, locals.locale),
    locale: locals.locale,
    origin: url.origin,
    ifNoneMatch: request.headers.get('if-none-match'),
  });
