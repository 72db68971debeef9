import type { TeamTotals } from '$lib/contracts/totals';
import { isTotalsTable, totalsCsv } from '$lib/features/signatures/index.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { call } from '$lib/server/rpc.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'campaign.read');
  const of = url.searchParams.get('of');
  if (!isTotalsTable(of)) refusePage('not_found');
  const totals = await forPage(() => call<TeamTotals>(locals.db, 'team_totals', { campaign: membership.campaignId }));
  return new Response(totalsCsv(totals, of, locals.locale), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-${of}.csv"`,
    },
  });
};
