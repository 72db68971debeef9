import { error } from '@sveltejs/kit';
import { campaigns, orPage } from '$lib/features/campaign/index.server';
import { readPublicBeyond } from '$lib/features/fund';
import { publicFund } from '$lib/features/fund/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const read = () => publicFund(params.campaign, readPublicBeyond(url.searchParams));
  const [found, totals] = await Promise.all([attempt(read), attempt(() => campaigns().totals(params.campaign))]).then(
    (answers) => [orPage(answers[0]), orPage(answers[1])] as const,
  );
  if (found === null) error(404, { message: 'not_found', code: 'not_found' });
  setHeaders({ 'cache-control': 'private, no-cache' });
  return { ...found, totals };
};
