import { allows } from '$lib/contracts/permissions';
import { deadlineFilter } from '$lib/features/deadlines';
import { datesHead, listActions, listDeadlines } from '$lib/features/deadlines/index.server';
import { parseDay } from '$lib/kernel/dates';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('dates:list');
  const { membership } = memberOf(locals, 'hearings.read');
  const filter = deadlineFilter(url.searchParams);
  const [day, id] = [url.searchParams.get('day') ?? '', url.searchParams.get('after')];
  const after = parseDay(day).ok && isUuid(id) ? { day, id } : null;
  const { campaignId } = membership;
  const [head, list] = await forPage(() =>
    // The head first: what comes between the two is told once more than needed, never less.
    Promise.all([datesHead(campaignId), listDeadlines(locals.db, campaignId, filter, after)]),
  );
  return { ...list, filter, head, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = listActions;
