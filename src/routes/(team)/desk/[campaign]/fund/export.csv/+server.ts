import { exportLedger } from '$lib/features/fund/index.server';
import { memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => {
  const { membership } = memberOf(locals, 'fund.read');
  return new Response(exportLedger(locals.db, membership.campaignId, locals.locale), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-fund.csv"`,
    },
  });
};
