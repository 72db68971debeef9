import { hearingsCsv, hearingsFor } from '$lib/features/hearings/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

/** Codes and dates that this reader sees on the page as well; nothing sealed and nothing of a compartment they are not in. */
export const GET: RequestHandler = async ({ locals }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const hearings = await forPage(() => hearingsFor(locals.db, membership.campaignId));
  return new Response(hearingsCsv(hearings, locals.locale), {
    headers: {
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${membership.slug}-hearings.csv"`,
    },
  });
};
