import { error } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { publicLedgerCsv } from '$lib/features/fund/index.server';
import { attempt } from '$lib/server/errors.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
  const body = orPage(await attempt(() => publicLedgerCsv(params.campaign, locals.locale)));
  if (body === null) error(404, { message: 'not_found', code: 'not_found' });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.campaign}-fund.csv"`,
      'cache-control': 'public, max-age=30',
    },
  });
};
