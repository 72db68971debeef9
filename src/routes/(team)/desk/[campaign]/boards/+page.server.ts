import { allows } from '$lib/contracts/permissions';
import { boardsActions } from '$lib/features/boards/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals, 'boards.read');
  return { canWrite: allows(membership.roles, 'boards.write'), newId: uuidv7() };
};

export const actions = boardsActions;
