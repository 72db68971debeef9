import { carriedBy } from '$lib/features/signatures';
import { shareFacts } from '$lib/features/spread/index.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => ({
  share: await shareFacts(params.campaign, locals.locale),
  referral: carriedBy(url.searchParams).ref,
});
