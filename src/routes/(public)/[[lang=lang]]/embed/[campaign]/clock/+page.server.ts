import { error } from '@sveltejs/kit';
import { campaigns, orPage } from '$lib/features/campaign/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

/** Only while the campaign publishes the clock. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const totals = orPage(await attempt(() => campaigns().totals(params.campaign)));
  if (totals?.clock === undefined) error(404, { message: 'not_found', code: 'not_found' });
  setHeaders({ 'cache-control': 'no-cache' });
  return { totals };
};
