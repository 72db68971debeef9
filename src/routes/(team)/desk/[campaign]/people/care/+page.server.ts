import { allows } from '$lib/contracts/permissions';
import { careActions } from '$lib/features/care/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

const VIEWS = ['needs', 'turns', 'places'] as const;

export const load: PageServerLoad = ({ locals, url }) => {
  const { roles } = memberOf(locals, 'people.read').membership;
  const asked = url.searchParams.get('view');
  const may = { write: allows(roles, 'care.write'), legal: allows(roles, 'people.confidential') };
  return { may, view: VIEWS.find((one) => one === asked) ?? 'needs', views: VIEWS, op: uuidv7() };
};

export const actions = careActions;
