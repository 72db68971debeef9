import { redirect } from '@sveltejs/kit';
import { personAt } from '$lib/features/people/index.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'people.read');
  const person = await forPage(() => personAt(locals.db, membership.campaignId, params.person));
  if (!person) refusePage('not_found');
  // Joined into another record: whoever has the old address, or its code on paper, comes to the one that is kept.
  if (person.mergedInto !== null) redirect(303, `/desk/${membership.slug}/people/${person.mergedInto}`);
  return { person };
};
