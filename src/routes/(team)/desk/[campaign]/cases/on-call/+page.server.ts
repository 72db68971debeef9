import { allows } from '$lib/contracts/permissions';
import { lawyerDetails, onCallActions } from '$lib/features/counsel/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId, roles } = membership;
  const details = allows(roles, 'arrests.record') ? await forPage(() => lawyerDetails(locals.db, campaignId)) : {};
  return { details, canWrite: allows(roles, 'hearings.write'), op: uuidv7() };
};

export const actions = onCallActions;
