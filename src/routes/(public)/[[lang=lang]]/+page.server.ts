import { redirect } from '@sveltejs/kit';
import { campaignPath } from '$lib/features/campaign';
import { campaigns, orPage } from '$lib/features/campaign/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const open = orPage(await attempt(() => campaigns().open(locals.locale)));
  const [only, ...others] = open;
  // Not for ever: tomorrow there may be two.
  if (only && others.length === 0) redirect(307, campaignPath(locals.locale, only.slug));
  return { open, origin: url.origin };
};
