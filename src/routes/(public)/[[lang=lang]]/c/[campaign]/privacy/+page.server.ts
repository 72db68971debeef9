import { error } from '@sveltejs/kit';
import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { ownLinksSchema, privacy } from '$lib/features/privacy/index.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const found = orPage(await attempt(() => privacy().open(params.campaign)));
  if (found === null) error(404, { message: 'not_found', code: 'not_found' });
  return { privacy: found };
};

export const actions: Actions = {
  links: async (event) => {
    const campaign = await campaignOr404(event.params.campaign, event.locals.locale);
    const form = await readForm(event, ownLinksSchema);
    if (!form.ok) return form.response;
    const { email, topic } = form.value;
    if (topic !== '') return { sent: true };
    const done = await privacy().sendLinks({ campaign: campaign.id, email, address: event.getClientAddress() });
    return done.ok ? { sent: true } : refuse(form.values, done);
  },
};
