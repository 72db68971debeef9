import { fundOverview } from '$lib/features/fund/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('fund:overview');
  const { membership } = memberOf(locals, 'fund.totals');
  return { overview: await forPage(() => fundOverview(locals.db, membership.campaignId)) };
};
