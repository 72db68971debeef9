import { allows } from '$lib/contracts/permissions';
import { entryActions, fundOverview, oneEntry } from '$lib/features/fund/index.server';
import { parseUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'fund.read');
  const { campaignId, roles } = membership;
  const id = parseUuid(params.entry);
  const [entry, { report }] = await forPage(() =>
    Promise.all([id ? oneEntry(locals.db, campaignId, id) : null, fundOverview(locals.db, campaignId)]),
  );
  if (entry === null) refusePage('not_found');
  return { entry, report, canWrite: allows(roles, 'fund.write'), op: uuidv7() };
};

export const actions: Actions = entryActions;
