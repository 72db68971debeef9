import { exportSources } from '$lib/features/spread/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const lines = await forPage(() => exportSources(locals.db, membership.campaignId, locals.locale));
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-sources.csv"`,
    },
  });
};
