import { campaignOr404 } from '$lib/features/campaign/index.server';
import { formFacts, signByForm } from '$lib/features/signatures/index.server';
import { embedPath } from '$lib/features/spread';
import { spread } from '$lib/features/spread/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, locals, request } = event;
  const facts = await formFacts(event);
  const { id } = await campaignOr404(params.campaign, locals.locale);
  // A partner who left the word out is still a partner.
  const carried = { ...facts.carried, source: facts.carried.source || 'embed' };
  spread().arrived(request, id, carried.source);
  return { ...facts, carried };
};

export const actions: Actions = {
  // As the petition's own page, but all of it stays inside the frame.
  sign: (event) => signByForm(event, (to, slug, carried, locale) => embedPath(locale, slug, to, carried)),
};
