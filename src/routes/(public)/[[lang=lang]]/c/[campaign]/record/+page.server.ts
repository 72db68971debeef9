import { error } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { publicRecord } from '$lib/features/incidents/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const record = orPage(await attempt(() => publicRecord(params.campaign)));
  if (record === null) error(404, { message: 'not_found', code: 'not_found' });
  setHeaders({ 'cache-control': 'private, no-cache' });
  return { record };
};
