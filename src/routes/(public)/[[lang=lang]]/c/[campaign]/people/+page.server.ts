import { cardHeaders, publicCards } from '$lib/features/publication/index.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const cards = await publicCards(params.campaign);
  setHeaders(cardHeaders(cards));
  return { cards };
};
