import { fail, redirect } from '@sveltejs/kit';
import { campaignOr404, campaigns } from '$lib/features/campaign/index.server';
import { campaignPath } from '$lib/features/campaign';
import { publicOrganisations } from '$lib/features/endorsements/index.server';
import { carriedBy, signatureCountries, signatureSchema } from '$lib/features/signatures';
import { signatures } from '$lib/features/signatures/index.server';
import { carriedQuery } from '$lib/features/spread';
import { shareFacts, spread } from '$lib/features/spread/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url, request, setHeaders }) => {
  // Each showing of the form carries an id of its own; the browser may keep the page to go back to, nobody may share it.
  setHeaders({ 'cache-control': 'private, no-cache' });
  const carried = carriedBy(url.searchParams);
  const { id } = await campaignOr404(params.campaign, locals.locale);
  spread().arrived(request, id, carried.source);
  const [totals, organisations] = await Promise.all([
    attempt(() => campaigns().totals(params.campaign)),
    attempt(() => publicOrganisations(params.campaign)),
  ]);
  return {
    totals: totals.ok ? totals.value : null,
    organisations: organisations.ok ? organisations.value : [],
    countries: signatureCountries(locals.locale, request.headers.get('accept-language')),
    op: uuidv7(),
    carried,
    share: await shareFacts(params.campaign, locals.locale),
  };
};

export const actions: Actions = {
  sign: async (event) => {
    const { params, locals } = event;
    const campaign = await campaignOr404(params.campaign, locals.locale);
    const form = await readForm(event, signatureSchema);
    if (!form.ok) return fail(form.response.status, form.response.data);
    const signed = await signatures().sign({
      campaign,
      form: form.value,
      locale: locals.locale,
      address: event.getClientAddress(),
    });
    if (!signed.ok) return refuse(form.values, signed);
    // Whether new, known or a robot's: one answer, so that nobody can ask the page who has signed.
    const next = campaignPath(locals.locale, campaign.slug, signed.value === 'thanks' ? '/thanks' : '');
    redirect(303, next + carriedQuery({ source: form.value.source, ref: form.value.ref ?? '' }));
  },
};
