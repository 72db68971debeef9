import { campaignOr404 } from '$lib/features/campaign/index.server';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ params, locals, url }) => ({
  campaign: await campaignOr404(params.campaign, locals.locale),
  origin: url.origin,
});
