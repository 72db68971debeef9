import { allows } from '$lib/contracts/permissions';
import { caseHead } from '$lib/features/cases/index.server';
import { appointmentsOf, caseCounselActions, lawyerDetails } from '$lib/features/counsel/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId, roles } = membership;
  const id = isUuid(params.case) ? params.case : refusePage('not_found');
  const head = await forPage(() => caseHead(locals.db, campaignId, id));
  if (head === null) return refusePage('not_found');
  const [appointments, details] = await forPage(() =>
    Promise.all([
      appointmentsOf(locals.db, campaignId, id),
      allows(roles, 'arrests.record') ? lawyerDetails(locals.db, campaignId) : {},
    ]),
  );
  return { appointments, details, canWrite: allows(roles, 'hearings.write'), op: uuidv7() };
};

export const actions = caseCounselActions;
