import { publicLogo } from '$lib/features/endorsements/index.server';
import { isUuid } from '$lib/kernel/ids';
import { forPage, refusePage } from '$lib/server/desk.server';
import { isKnown } from '$lib/server/etag.server';
import { fileAnswer } from '$lib/server/files/index.server';
import type { RequestHandler } from './$types';

/** An organisation that leaves is off everybody's screen within the hour. */
const SHARED = 'public, max-age=3600';

export const GET: RequestHandler = async ({ params, request }) => {
  const { campaign, file } = params;
  if (!isUuid(file)) refusePage('not_found');
  const logo = await forPage(() => publicLogo(campaign, file));
  if (logo === null) refusePage('not_found');
  const headers = { etag: `"${logo.id}"`, 'cache-control': SHARED };
  if (isKnown(request.headers.get('if-none-match'), headers.etag)) return new Response(null, { status: 304, headers });
  return fileAnswer(logo, SHARED);
};
