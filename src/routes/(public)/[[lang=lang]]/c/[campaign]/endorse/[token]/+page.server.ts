import { orPage } from '$lib/features/campaign/index.server';
import { answerAsContact, contactPage, withdrawAsContact } from '$lib/features/endorsements/index.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const visit = ({ params, getClientAddress }: RequestEvent) => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
});

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { contact: orPage(await contactPage(visit(event))) };
};

export const actions: Actions = {
  answer: async (event) => ({ contact: orPage(await answerAsContact(visit(event))) }),
  withdraw: async (event) => ({ contact: orPage(await withdrawAsContact(visit(event))) }),
};
