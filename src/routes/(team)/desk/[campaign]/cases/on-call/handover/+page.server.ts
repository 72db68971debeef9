import type { JournalEntry } from '$lib/contracts/journal';
import { deadlineFilter, type StoredDeadline } from '$lib/features/deadlines';
import { listDeadlines } from '$lib/features/deadlines/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import { call } from '$lib/server/rpc.server';
import type { PageServerLoad } from './$types';

const HOURS = [8, 12, 24];
const NEWEST = 200;
const DAY = 86_400_000;

/** The day to act by comes before the day it ends; within a day, the hour. */
const soonest = ({ actBy, dueOn, dueAt }: StoredDeadline): string => `${actBy ?? dueOn} ${dueAt ?? ''}`;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const { campaignId: campaign } = membership;
  const [entries, { deadlines }] = await forPage(() =>
    Promise.all([
      call<JournalEntry[]>(locals.db, 'journal_feed', { campaign, n: NEWEST }),
      listDeadlines(locals.db, campaign, deadlineFilter(new URLSearchParams()), null),
    ]),
  );
  // A day more than a day, so that no zone of a court leaves one out.
  const until = new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10);
  const asked = Number(url.searchParams.get('hours'));
  return {
    entries,
    due: deadlines
      .filter(({ dueOn, actBy }) => (actBy ?? dueOn) < until)
      .sort((a, b) => (soonest(a) < soonest(b) ? -1 : 1)),
    hours: HOURS.includes(asked) ? asked : 12,
  };
};
