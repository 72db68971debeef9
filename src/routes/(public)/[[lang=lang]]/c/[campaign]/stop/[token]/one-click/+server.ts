import { orPage } from '$lib/features/campaign/index.server';
import { stopUpdates } from '$lib/features/updates/index.server';
import type { RequestHandler } from './$types';

/**
 * What a mail program posts to by itself (RFC 8058). It names no origin, so this route alone is outside the check of origins
 * (`src/hooks.server.ts`): the token says who asks, nothing of a session is read, and all it can do is stop mails.
 */
export const POST: RequestHandler = async ({ params, getClientAddress }) => {
  orPage(await stopUpdates({ slug: params.campaign, token: params.token, address: getClientAddress() }));
  return new Response(null, { status: 204 });
};
