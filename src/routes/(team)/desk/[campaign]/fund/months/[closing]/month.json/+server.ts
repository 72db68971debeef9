import { orPage } from '$lib/features/campaign/index.server';
import { monthPart } from '$lib/features/fund/index.server';
import { isUuid } from '$lib/kernel/ids';
import { memberOf, refusePage } from '$lib/server/desk.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'fund.read');
  if (!isUuid(params.closing)) refusePage('not_found');
  return orPage(await monthPart(locals.db, membership.campaignId, params.closing, 'json'));
};
