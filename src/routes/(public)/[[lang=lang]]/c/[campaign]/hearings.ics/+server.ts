import { error } from '@sveltejs/kit';
import { publicFeed } from '$lib/features/agenda/index.server';
import { campaignOr404 } from '$lib/features/campaign/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals, request }) => {
  const { title } = await campaignOr404(params.campaign, locals.locale);
  const feed = await publicFeed(params.campaign, locals.locale, title, request);
  if (feed === null) error(404, { message: 'not_found', code: 'not_found' });
  return feed;
};
