import { allows } from '$lib/contracts/permissions';
import { endorsementActions } from '$lib/features/endorsements/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  return { canWrite: allows(membership.roles, 'signatures.write'), op: uuidv7() };
};

export const actions: Actions = endorsementActions;
