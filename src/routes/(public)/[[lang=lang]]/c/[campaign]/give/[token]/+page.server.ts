import { ownPageActions, ownPageLoad } from '$lib/features/giving/index.server';
import { paidFor } from '$lib/features/spending/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const own = await ownPageLoad(event);
  const { campaign } = await event.parent();
  // A promise alone opens nothing: anybody can make one.
  return { ...own, paidFor: own.pledge.arrivals.length > 0 ? await paidFor(campaign.id) : [] };
};
export const actions: Actions = ownPageActions;
