import { forecasts, fundAhead, fundOverview } from '$lib/features/fund/index.server';
import { gaveOn } from '$lib/features/giving/index.server';
import { spendingTodo } from '$lib/features/spending/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('fund:overview');
  const { campaignId } = memberOf(locals, 'fund.totals').membership;
  const [overview, { days, today, week, ...rest }, gave] = await forPage(() =>
    Promise.all([fundOverview(locals.db, campaignId), fundAhead(locals.db, campaignId), gaveOn(locals.db, campaignId)]),
  );
  // What came in single weeks stays here: a week with one gift would tell its amount.
  const told = forecasts(overview, { days, today, week, ...rest });
  const spending = await spendingTodo({ locals });
  return { overview, forecasts: told, ahead: { days, today, week }, gave, spending };
};
