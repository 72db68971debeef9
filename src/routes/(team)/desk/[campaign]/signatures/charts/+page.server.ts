import { allows } from '$lib/contracts/permissions';
import { world } from '$lib/features/signatures/index.server';
import { conversionOf } from '$lib/features/spread/index.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'campaign.read');
  const { viewBox, codes } = world();
  const reads = allows(membership.roles, 'signatures.read');
  return {
    map: { viewBox, codes, href: `/desk/${membership.slug}/signatures/charts/world.svg` },
    conversion: reads ? await forPage(() => conversionOf(locals.db, membership.campaignId)) : null,
  };
};
