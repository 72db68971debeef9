import { orPage } from '$lib/features/campaign/index.server';
import { publicOrganisations } from '$lib/features/endorsements/index.server';
import { attempt } from '$lib/server/errors.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => ({
  organisations: orPage(await attempt(() => publicOrganisations(params.campaign))),
});
