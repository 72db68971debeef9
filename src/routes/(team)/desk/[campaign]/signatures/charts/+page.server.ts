import { world } from '$lib/features/signatures/index.server';
import { memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { membership } = memberOf(locals, 'campaign.read');
  const { viewBox, codes } = world();
  return { map: { viewBox, codes, href: `/desk/${membership.slug}/signatures/charts/world.svg` } };
};
