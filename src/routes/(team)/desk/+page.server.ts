import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The desk of the first campaign. Somebody who is in none has nothing here: their access has ended. */
export const load: PageServerLoad = ({ locals }) => {
  const first = locals.actor?.memberships[0];
  if (!first) error(404, { message: 'not_found', code: 'not_found' });
  redirect(303, `/desk/${first.slug}`);
};
