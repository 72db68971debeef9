import { coverOf, fileName, listCsv, takeDelivery } from '$lib/features/delivery/index.server';
import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const cover = isUuid(params.delivery)
    ? await forPage(() => coverOf(locals.db, membership.campaignId, params.delivery))
    : null;
  if (cover === null) refusePage('not_found');
  const taken = await takeDelivery(locals, cover.id, 'csv');
  if (!taken.ok) refusePage(taken.code, taken.errorId);
  return new Response(listCsv(locals.db, cover.id), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(membership.slug, cover)}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
