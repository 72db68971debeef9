import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { fileAnswer, openFile } from '$lib/server/files/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { membership } = memberOf(locals);
  if (!isUuid(params.id)) refusePage('not_found');
  const file = await forPage(() => openFile(locals.db, membership.campaignId, params.id));
  if (file === null) refusePage('not_found');
  // A borrowed or seized phone must not show it from its cache.
  return fileAnswer(file, 'private, no-store');
};
