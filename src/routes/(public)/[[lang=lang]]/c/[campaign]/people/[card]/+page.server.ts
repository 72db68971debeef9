import { cardHeaders, publicCard } from '$lib/features/publication/index.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const card = await publicCard(params.campaign, params.card);
  setHeaders(cardHeaders([card]));
  return { card };
};
