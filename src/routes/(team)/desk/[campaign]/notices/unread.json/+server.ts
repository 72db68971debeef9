import { json } from '@sveltejs/kit';
import { noticeBell } from '$lib/features/notices/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

/** The figure of the bell. */
export const GET: RequestHandler = async ({ locals }) => {
  const { membership } = memberOf(locals);
  const { unread } = await forPage(() => noticeBell(locals.db, membership.campaignId));
  return json({ unread });
};
