import { allows } from '$lib/contracts/permissions';
import { readLedgerAsked } from '$lib/features/fund';
import { fundOverview, ledgerActions, listLedger, treasuryHead } from '$lib/features/fund/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('fund:ledger');
  const { membership } = memberOf(locals, 'fund.read');
  const { campaignId, roles } = membership;
  const asked = readLedgerAsked(url.searchParams);
  const head = await forPage(() => treasuryHead(campaignId));
  const [list, overview] = await forPage(() =>
    Promise.all([listLedger(locals.db, campaignId, asked.filter, asked.beyond), fundOverview(locals.db, campaignId)]),
  );
  return {
    ...list,
    head,
    asked,
    accounts: overview.accounts ?? [],
    canWrite: allows(roles, 'fund.write'),
    op: uuidv7(),
  };
};

export const actions: Actions = ledgerActions;
