import { allows } from '$lib/contracts/permissions';
import { readRatesAsked } from '$lib/features/fund';
import { fetchSince, fundTold, latestRates, listLedger, listRates, rateActions } from '$lib/features/fund/index.server';
import { today } from '$lib/kernel/dates';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'fund.read');
  const { campaignId, roles } = membership;
  const asked = readRatesAsked(url.searchParams);
  const [list, latest, told] = await forPage(() =>
    Promise.all([
      listRates(locals.db, campaignId, asked.filter, asked.beyond),
      latestRates(locals.db, campaignId),
      fundTold(locals.db, campaignId),
    ]),
  );
  const waiting = told.unrated > 0 && told.report !== null;
  const since = waiting && told.unratedSince !== null ? { from: told.unratedSince } : {};
  const unrated = waiting
    ? (await forPage(() => listLedger(locals.db, campaignId, { rate: 'none', ...since }, null))).lines.slice(0, 10)
    : [];
  const now = today('UTC');
  return {
    ...list,
    asked,
    latest,
    told,
    unrated,
    today: now,
    since: fetchSince(now, told.unratedSince),
    canWrite: allows(roles, 'fund.write'),
    op: uuidv7(),
  };
};

export const actions: Actions = rateActions;
