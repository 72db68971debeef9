import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The desk of the first campaign. Somebody who is in none is told so at the door: their access has ended. */
export const load: PageServerLoad = ({ locals }) => {
  const first = locals.actor?.memberships[0];
  if (!first) redirect(303, '/sign-in');
  redirect(303, `/desk/${first.slug}`);
};
