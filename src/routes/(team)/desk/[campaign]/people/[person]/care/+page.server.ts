import { allows } from '$lib/contracts/permissions';
import { careActions } from '$lib/features/care/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { roles } = memberOf(locals, 'people.read').membership;
  const may = { write: allows(roles, 'care.write'), legal: allows(roles, 'people.confidential') };
  return { may, op: uuidv7() };
};

export const actions = careActions;
