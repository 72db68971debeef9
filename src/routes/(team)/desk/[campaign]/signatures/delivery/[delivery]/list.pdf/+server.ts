import { campaignPath } from '$lib/features/campaign';
import { coverOf, fileName, listDocument, takeDelivery } from '$lib/features/delivery/index.server';
import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const cover = isUuid(params.delivery)
    ? await forPage(() => coverOf(locals.db, membership.campaignId, params.delivery))
    : null;
  if (cover === null) refusePage('not_found');
  const taken = await takeDelivery(locals, cover.id, 'pdf');
  if (!taken.ok) refusePage(taken.code, taken.errorId);
  const verify = campaignPath(cover.locale, membership.slug, '/verify');
  const bytes = await forPage(() => listDocument(locals.db, cover, { origin: url.origin, verify }));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${fileName(membership.slug, cover)}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
};
