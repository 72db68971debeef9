import { world } from '$lib/features/signatures/index.server';
import { memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => {
  memberOf(locals, 'campaign.read');
  // Outlines of countries and nothing of the campaign: they may stay in the browser.
  return new Response(world().svg, {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=604800' },
  });
};
