import { allows } from '$lib/contracts/permissions';
import { checkMonths, monthActions, monthsDesk } from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'fund.read');
  const { campaignId, roles } = membership;
  const checks = url.searchParams.get('check') === '1';
  const [desk, checked] = await forPage(() =>
    Promise.all([monthsDesk(locals.db, campaignId), checks ? checkMonths(locals.db, campaignId) : null]),
  );
  return {
    desk,
    checked,
    canWrite: allows(roles, 'fund.write'),
    canReopen: allows(roles, 'team.manage'),
    op: uuidv7(),
  };
};

export const actions: Actions = monthActions;
