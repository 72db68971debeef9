import { allows } from '$lib/contracts/permissions';
import { calendarActions, calendarView } from '$lib/features/deadlines/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const view = await forPage(() => calendarView(locals.db, membership.campaignId, url.searchParams.get('calendar')));
  if (view === null) return refusePage('not_found');
  const asked = Number(url.searchParams.get('year'));
  const year = Number.isInteger(asked) && asked >= 1970 && asked <= 2099 ? asked : null;
  return { ...view, year, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = calendarActions;
