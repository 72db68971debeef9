import { orPage } from '$lib/features/campaign/index.server';
import { publishedUpdates } from '$lib/features/updates/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => ({
  updates: orPage(await attempt(() => publishedUpdates(params.campaign, locals.locale))),
});
