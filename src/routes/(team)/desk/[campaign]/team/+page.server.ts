import { allows } from '$lib/contracts/permissions';
import { readTeam, teamActions } from '$lib/features/team/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

/** Owners manage; everybody else sees who is there, and not in which role: that would tell an infiltrator whom to pursue. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals);
  const manages = allows(membership.roles, 'team.manage');
  const team = manages ? await forPage(() => readTeam(locals.db, membership.campaignId)) : null;
  return { team, opId: uuidv7(), done: url.searchParams.get('done') };
};

export const actions: Actions = teamActions;
