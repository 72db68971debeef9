import { allows } from '$lib/contracts/permissions';
import { incidentActions } from '$lib/features/incidents/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { memberOf, refusePage } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { membership } = memberOf(locals);
  const { team } = (await parent()).snapshots;
  const known = team.rows['incidents']?.some((row) => row['id'] === params.incident);
  if (!isUuid(params.incident) || !known) refusePage('not_found');
  return {
    canWrite: allows(membership.roles, 'incidents.write'),
    canRelease: allows(membership.roles, 'incidents.release'),
    op: uuidv7(),
  };
};

export const actions: Actions = incidentActions;
