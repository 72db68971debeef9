import { campaigns, orPage } from '$lib/features/campaign/index.server';
import { monthReport } from '$lib/features/fund/index.server';
import { isUuid } from '$lib/kernel/ids';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import type { RequestHandler } from './$types';

/** The signed report of a month, in the language asked for. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { membership } = memberOf(locals, 'fund.read');
  if (!isUuid(params.closing)) refusePage('not_found');
  const locale = url.searchParams.get('lang') === 'en' ? 'en' : 'es';
  const campaign = await attempt(() => campaigns().get(membership.slug, locale));
  return orPage(
    await monthReport(locals.db, membership.campaignId, params.closing, {
      locale,
      campaign: (campaign.ok ? campaign.value?.title : undefined) ?? membership.slug,
      verify: `${url.origin}${locale === 'en' ? '/en' : ''}/c/${membership.slug}/fund/verify`,
      zone: 'America/Argentina/Buenos_Aires',
    }),
  );
};
