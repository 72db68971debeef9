import type { StreamSnapshot } from '$lib/contracts/journal';
import { fraudActions, fraudOf } from '$lib/features/fraud/index.server';
import { readFraudQuery } from '$lib/features/signatures';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { call } from '$lib/server/rpc.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { campaignId } = memberOf(locals, 'signatures.write').membership;
  const [fraud, snapshot] = await forPage(() =>
    Promise.all([
      fraudOf(locals.db, campaignId),
      call<StreamSnapshot>(locals.db, 'live_snapshot', { stream: `campaign:${campaignId}:signatures` }),
    ]),
  );
  return { fraud, snapshot, given: readFraudQuery(url.searchParams), op: uuidv7() };
};

export const actions: Actions = fraudActions;
