import { accessActions, legalDesk } from '$lib/features/compartments/index.server';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'people.confidential');
  const colleagues = await forPage(() => legalDesk(locals.db, membership.campaignId));
  return { colleagues, op: uuidv7(), fresh: shortCode('K') };
};

export const actions = accessActions(() => null);
