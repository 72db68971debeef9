import { publicPath } from '$lib/features/campaign';
import { clockActions } from '$lib/features/publication/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { memberOf } from '$lib/server/desk.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { membership } = memberOf(locals, 'campaign.write');
  return { op: uuidv7(), framed: url.origin + publicPath(locals.locale, `/embed/${membership.slug}/clock`) };
};

export const actions: Actions = clockActions;
