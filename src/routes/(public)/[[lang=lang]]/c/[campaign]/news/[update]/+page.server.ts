import { error } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { publishedUpdates } from '$lib/features/updates/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const updates = orPage(await attempt(() => publishedUpdates(params.campaign, locals.locale)));
  const update = updates.find(({ id }) => id === params.update);
  if (!update) error(404, { message: 'not_found', code: 'not_found' });
  return { update };
};
