import { allows } from '$lib/contracts/permissions';
import { caseActions, caseView, ruleAction } from '$lib/features/cases/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { proposedFor } from '$lib/views/case/which-code';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('cases:one');
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId, roles } = membership;
  const id = params.case;
  if (!isUuid(id)) refusePage('not_found');
  const view = await forPage(() => caseView(locals.db, campaignId, id));
  return {
    view,
    canWrite: allows(roles, 'hearings.write'),
    canOpen: allows(roles, 'people.confidential'),
    op: uuidv7(),
  };
};

export const actions: Actions = { ...caseActions, rule: ruleAction(proposedFor) };
