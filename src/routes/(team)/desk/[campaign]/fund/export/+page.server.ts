import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  memberOf(locals, 'fund.read');
  return { op: uuidv7() };
};
