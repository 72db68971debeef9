import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { deskReceipt } from '$lib/features/giving/index.server';
import type { RequestHandler } from './$types';

/** The receipt of a pledge for its treasurer, in the language asked for: also of a gift that came by hand. */
export const GET: RequestHandler = async (event) => {
  const locale = event.url.searchParams.get('lang') === 'en' ? 'en' : 'es';
  const { title, contactEmail } = await campaignOr404(event.params.campaign, locale);
  return orPage(await deskReceipt(event, event.params.pledge, { locale, title, contact: contactEmail ?? '' }));
};
