import { caseHead } from '$lib/features/cases/index.server';
import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  const id = params.case;
  const head = isUuid(id) ? await forPage(() => caseHead(locals.db, membership.campaignId, id)) : null;
  return { head: head ?? refusePage('not_found') };
};
