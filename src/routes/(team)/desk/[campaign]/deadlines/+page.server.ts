import { allows } from '$lib/contracts/permissions';
import { listActions, listDeadlines } from '$lib/features/deadlines/index.server';
import { parseDay } from '$lib/kernel/dates';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const view: 'open' | 'closed' = url.searchParams.get('view') === 'closed' ? 'closed' : 'open';
  const [day, id] = [url.searchParams.get('day') ?? '', url.searchParams.get('after')];
  const after = parseDay(day).ok && isUuid(id) ? { day, id } : null;
  const list = await forPage(() => listDeadlines(locals.db, membership.campaignId, view, after));
  return { ...list, view, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = listActions;
