import { casesOfPerson } from '$lib/features/cases/index.server';
import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const id = params.person;
  if (!isUuid(id)) refusePage('not_found');
  return { cases: await forPage(() => casesOfPerson(locals.db, membership.campaignId, id)) };
};
