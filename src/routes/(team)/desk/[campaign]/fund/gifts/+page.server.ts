import { giftsActions, giftsPage } from '$lib/features/giving/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  event.depends('fund:gifts');
  return giftsPage(event);
};
export const actions: Actions = giftsActions;
