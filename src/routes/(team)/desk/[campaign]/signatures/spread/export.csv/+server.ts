import { exportReferrers, exportSources } from '$lib/features/spread/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

/** Sources with their steps, or with `?of=referrers` the links that brought most. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const of = url.searchParams.get('of') === 'referrers' ? 'referrers' : 'sources';
  const write = of === 'referrers' ? exportReferrers : exportSources;
  const lines = await forPage(() => write(locals.db, membership.campaignId, locals.locale));
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-${of}.csv"`,
    },
  });
};
