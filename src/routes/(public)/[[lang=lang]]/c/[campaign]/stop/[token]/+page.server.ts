import { orPage } from '$lib/features/campaign/index.server';
import { stopState, stopUpdates } from '$lib/features/updates/index.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const visit = ({ params, getClientAddress }: RequestEvent) => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
});

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { state: orPage(await stopState(visit(event))) };
};

export const actions: Actions = {
  default: async (event) => ({ state: orPage(await stopUpdates(visit(event))) }),
};
