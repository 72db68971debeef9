import { allows } from '$lib/contracts/permissions';
import { accountActions, bankAccounts } from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'fund.read');
  return {
    accounts: await forPage(() => bankAccounts(locals.db, membership.campaignId)),
    canWrite: allows(membership.roles, 'fund.write'),
    op: uuidv7(),
  };
};

export const actions: Actions = accountActions;
