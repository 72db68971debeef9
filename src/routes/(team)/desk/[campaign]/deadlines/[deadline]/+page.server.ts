import { allows } from '$lib/contracts/permissions';
import { deadlineActions, oneDeadline } from '$lib/features/deadlines/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const id = params.deadline;
  const one = isUuid(id) ? await forPage(() => oneDeadline(locals.db, membership.campaignId, id)) : null;
  if (one === null) return refusePage('not_found');
  return { ...one, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = deadlineActions;
