import { redirect } from '@sveltejs/kit';
import { campaignOr404 } from '$lib/features/campaign/index.server';
import { campaignPath } from '$lib/features/campaign';
import { endorseSchema } from '$lib/features/endorsements';
import { askToEndorse } from '$lib/features/endorsements/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { readUpload } from '$lib/server/files/index.server';
import { refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  return { op: uuidv7(), sent: url.searchParams.has('sent') };
};

export const actions: Actions = {
  default: async (event) => {
    const { params, locals } = event;
    const campaign = await campaignOr404(params.campaign, locals.locale);
    const form = await readUpload(event, endorseSchema, { field: 'logo', kind: 'logo' });
    if (!form.ok) return form.response;
    const asked = await askToEndorse({
      campaign,
      form: form.value,
      logo: form.file,
      locale: locals.locale,
      address: event.getClientAddress(),
    });
    if (!asked.ok) return refuse(form.values, asked);
    // Whether new, known or a robot's: one answer, so that nobody can ask the page who has written for whom.
    redirect(303, campaignPath(locals.locale, campaign.slug, asked.value === 'thanks' ? '/endorse?sent' : ''));
  },
};
