import { allows } from '$lib/contracts/permissions';
import { accusedActions, accusedView } from '$lib/features/cases/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('cases:accused');
  const { membership } = memberOf(locals, 'hearings.read');
  const id = params.case;
  if (!isUuid(id)) refusePage('not_found');
  const view = await forPage(() => accusedView(locals.db, membership.campaignId, id));
  return { ...view, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = accusedActions;
