import { allows } from '$lib/contracts/permissions';
import { fundTold, latestRates, toldActions } from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'fund.read');
  const [told, latest] = await forPage(() =>
    Promise.all([fundTold(locals.db, membership.campaignId), latestRates(locals.db, membership.campaignId)]),
  );
  return { told, latest, canWrite: allows(membership.roles, 'fund.write'), op: uuidv7() };
};

export const actions: Actions = toldActions;
