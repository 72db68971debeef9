import { allows } from '$lib/contracts/permissions';
import { rulingsActions, rulingsOf } from '$lib/features/rulings/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('dates:rulings');
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId, roles } = membership;
  if (!isUuid(params.case)) return refusePage('not_found');
  const asked = { ruleset: url.searchParams.get('ruleset'), calendar: url.searchParams.get('calendar') };
  const view = await forPage(() => rulingsOf(locals.db, campaignId, params.case, asked));
  return {
    view: view ?? refusePage('not_found'),
    canWrite: allows(roles, 'hearings.write'),
    canOpen: allows(roles, 'people.confidential'),
    op: uuidv7(),
  };
};

export const actions = rulingsActions;
