import { allows } from '$lib/contracts/permissions';
import { boardActions, readBoard } from '$lib/features/boards/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'boards.read');
  return {
    canWrite: allows(membership.roles, 'boards.write'),
    snapshot: await forPage(() => readBoard(locals.db, membership.campaignId, params.id)),
  };
};

export const actions = boardActions;
