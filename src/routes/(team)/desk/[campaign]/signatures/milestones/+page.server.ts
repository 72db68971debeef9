import { allows } from '$lib/contracts/permissions';
import { milestonesActions } from '$lib/features/campaign/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals);
  return { canWrite: allows(membership.roles, 'campaign.write'), op: uuidv7() };
};

export const actions: Actions = milestonesActions;
