import { campaignOr404 } from '$lib/features/campaign/index.server';
import { givePage, pledgeActions } from '$lib/features/giving/index.server';
import { spread } from '$lib/features/spread/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, locals, request } = event;
  const page = await givePage(event);
  const { id } = await campaignOr404(params.campaign, locals.locale);
  spread().arrived(request, id, page.source);
  return page;
};
export const actions: Actions = pledgeActions;
