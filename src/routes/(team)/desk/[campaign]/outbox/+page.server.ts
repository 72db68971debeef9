import { readOutbox } from '$lib/features/team/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'team.manage');
  const before = url.searchParams.get('before');
  const asked = before !== null && !Number.isNaN(Date.parse(before)) ? before : null;
  return { outbox: await forPage(() => readOutbox(locals.db, membership.campaignId, asked)) };
};
