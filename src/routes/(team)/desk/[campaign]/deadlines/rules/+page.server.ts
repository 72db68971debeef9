import { allows } from '$lib/contracts/permissions';
import { ruleActions, ruleSignoffs } from '$lib/features/deadlines/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const signed = await forPage(() => ruleSignoffs(locals.db, membership.campaignId));
  return { signed, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = ruleActions;
