import { campaignOr404, campaigns, orPage } from '$lib/features/campaign/index.server';
import { signatures } from '$lib/features/signatures/index.server';
import { shareFacts, spread } from '$lib/features/spread/index.server';
import { attempt } from '$lib/server/errors.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const visit = ({ params, getClientAddress }: RequestEvent) => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
});

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { params, locals } = event;
  const state = orPage(await signatures().confirmState(visit(event)));
  const { id } = await campaignOr404(params.campaign, locals.locale);
  // Once confirmed, what is passed on from here counts for this signer.
  const referral = state === 'already' ? await signatures().shareCode(visit(event)) : '';
  return {
    state,
    referral,
    brought: referral === '' ? 0 : await spread().referred(id, referral),
    share: await shareFacts(params.campaign, locals.locale),
  };
};

export const actions: Actions = {
  /** A plain POST confirms; the second button of the page says that it was somebody else. */
  default: async (event) => {
    const sent = await event.request.formData().catch(() => null);
    if (sent?.get('answer') === 'not_me') return { state: orPage(await signatures().disown(visit(event))), n: 0 };
    const { campaign: slug } = event.params;
    const before = await attempt(() => campaigns().totals(slug));
    const state = orPage(await signatures().confirm(visit(event)));
    const after = await attempt(() => campaigns().totals(slug));
    // Counting takes a moment; whoever has just confirmed is one of us already.
    const counted = state === 'confirmed' ? 1 : 0;
    const n = Math.max(
      before.ok && before.value ? before.value.signatures + counted : 0,
      after.ok && after.value ? after.value.signatures : 0,
    );
    return { state, n };
  },
};
