import { accessActions, legalDesk, looksOf } from '$lib/features/compartments/index.server';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'people.confidential');
  const [colleagues, looks] = await forPage(() =>
    Promise.all([legalDesk(locals.db, membership.campaignId), looksOf(locals.db, 'people', params.person)]),
  );
  return { colleagues, looks, op: uuidv7(), fresh: shortCode('K') };
};

export const actions = accessActions(({ params }) => ({ entity: 'people', id: params.person ?? '' }));
