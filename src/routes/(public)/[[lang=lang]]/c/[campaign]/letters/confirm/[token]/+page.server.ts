import { orPage } from '$lib/features/campaign/index.server';
import { letters } from '$lib/features/letters/index.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const visit = ({ params, getClientAddress }: RequestEvent) => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
});

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { view: orPage(await letters().page(visit(event))) };
};

export const actions: Actions = {
  confirm: async (event) => ({ view: orPage(await letters().confirm(visit(event))) }),
  cancel: async (event) => ({ view: orPage(await letters().cancel(visit(event))) }),
};
