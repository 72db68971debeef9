import { allows } from '$lib/contracts/permissions';
import { paperActions, paperRows } from '$lib/features/paper/index.server';
import { parseUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const batch = parseUuid(url.searchParams.get('batch') ?? '');
  const asked = Number(url.searchParams.get('after') ?? 0);
  const after = Number.isInteger(asked) && asked > 0 && asked < 2 ** 31 ? asked : 0;
  const opened = batch === null ? null : await forPage(() => paperRows(locals.db, membership.campaignId, batch, after));
  return {
    canWrite: allows(membership.roles, 'signatures.write'),
    op: uuidv7(),
    opened,
  };
};

export const actions: Actions = paperActions;
