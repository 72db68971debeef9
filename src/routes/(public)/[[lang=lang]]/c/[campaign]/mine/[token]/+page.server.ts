import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { proofOfLink } from '$lib/features/delivery/index.server';
import { visibilitySchema } from '$lib/features/signatures';
import { signatures } from '$lib/features/signatures/index.server';
import { shareFacts, spread } from '$lib/features/spread/index.server';
import { readForm } from '$lib/server/forms.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const visit = ({ params, getClientAddress }: RequestEvent) => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
});
const chosen = v.object({ visibility: visibilitySchema });

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { params, locals } = event;
  const mine = orPage(await signatures().mine(visit(event)));
  const { id } = await campaignOr404(params.campaign, locals.locale);
  const brought = mine.shareCode === null ? 0 : await spread().referred(id, mine.shareCode);
  const own = mine.state === 'confirmed' ? await proofOfLink(params.campaign, params.token) : null;
  return { mine, own, brought, share: await shareFacts(params.campaign, locals.locale) };
};

// Buttons alone change anything: programs that read mail open every link in it.
export const actions: Actions = {
  name: async (event) => {
    const form = await readForm(event, chosen);
    if (!form.ok) return fail(form.response.status, form.response.data);
    return { did: orPage(await signatures().show(visit(event), form.value.visibility)) };
  },
  withdraw: async (event) => ({ did: orPage(await signatures().withdrawMine(visit(event))) }),
  comment: async (event) => ({ did: orPage(await signatures().takeCommentBack(visit(event))) }),
  not_me: async (event) => ({ did: orPage(await signatures().disownMine(visit(event))) }),
};
