import { allows } from '$lib/contracts/permissions';
import { incidentListActions } from '$lib/features/incidents/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals);
  return { canWrite: allows(membership.roles, 'incidents.write'), op: uuidv7() };
};

export const actions: Actions = incidentListActions;
