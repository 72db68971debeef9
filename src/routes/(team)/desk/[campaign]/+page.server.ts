import type { JournalEntry } from '$lib/contracts/journal';
import { forPage, memberOf } from '$lib/server/desk.server';
import { call } from '$lib/server/rpc.server';
import type { PageServerLoad } from './$types';

const NEWEST = 60;

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals);
  const feed = await forPage(() =>
    call<JournalEntry[]>(locals.db, 'journal_feed', { campaign: membership.campaignId, n: NEWEST }),
  );
  return { feed };
};
