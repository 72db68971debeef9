import { error } from '@sveltejs/kit';
import { integrityOf } from '$lib/features/campaign/index.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const integrity = await integrityOf(params.campaign);
  if (integrity === null) error(404, { message: 'not_found', code: 'not_found' });
  setHeaders({ 'cache-control': 'private, no-cache' });
  return { integrity };
};
