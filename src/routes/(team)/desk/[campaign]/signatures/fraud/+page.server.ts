import { fraudActions, fraudOf } from '$lib/features/fraud/index.server';
import { readFraudQuery } from '$lib/features/signatures';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('ronda:fraud');
  const { campaignId } = memberOf(locals, 'signatures.write').membership;
  const fraud = await forPage(() => fraudOf(locals.db, campaignId));
  return { fraud, given: readFraudQuery(url.searchParams), op: uuidv7() };
};

export const actions: Actions = fraudActions;
