import { redirect } from '@sveltejs/kit';
import { leadsTo } from '$lib/features/notices';
import { markRead, oneNotice } from '$lib/features/notices/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

/** Where a notice leads, from a mail, a push or the list; that it was opened is written down. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { membership } = memberOf(locals);
  const id = params.notice;
  const notice = isUuid(id) ? await forPage(() => oneNotice(locals.db, membership.campaignId, id)) : null;
  if (notice === null) refusePage('not_found');
  if (notice.readAt === null) await markRead(locals, membership.campaignId, { op: uuidv7(), notice: id, read: 'yes' });
  redirect(303, leadsTo(membership.slug, notice));
};
