import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  memberOf(locals, 'hearings.read');
};
