import { settingsActions } from '$lib/features/campaign/index.server';
import { memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  memberOf(locals, 'campaign.write');
  return { done: url.searchParams.get('done') };
};

export const actions: Actions = settingsActions;
