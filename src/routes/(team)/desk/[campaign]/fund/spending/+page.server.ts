import { spendingActions, spendingPage } from '$lib/features/spending/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  event.depends('fund:spending');
  return spendingPage(event);
};
export const actions: Actions = spendingActions;
