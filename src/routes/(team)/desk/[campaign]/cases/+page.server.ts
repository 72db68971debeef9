import { allows } from '$lib/contracts/permissions';
import { listActions, listCases } from '$lib/features/cases/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('cases:list');
  const { membership } = memberOf(locals, 'hearings.read');
  const list = await forPage(() => listCases(locals.db, membership.campaignId, url.searchParams));
  return { list, canWrite: allows(membership.roles, 'hearings.write'), op: uuidv7() };
};

export const actions = listActions;
