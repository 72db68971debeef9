import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { giving, receiptOf } from '$lib/features/giving/index.server';
import { ronda } from '$lib/server/app.server';
import { refusePage } from '$lib/server/desk.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { RequestHandler } from './$types';

/** The receipt of what came for a pledge, in the language of the address. */
export const GET: RequestHandler = async ({ params, locals, getClientAddress }) => {
  const address = getClientAddress();
  const allowed = await ronda().limits.take('print.address', clientAddress(address));
  if (!allowed.ok) refusePage('too_many');
  const { locale } = locals;
  const campaign = await campaignOr404(params.campaign, locale);
  const look = orPage(await giving().look({ slug: params.campaign, token: params.token, address, locale }));
  return orPage(await receiptOf(look, { locale, title: campaign.title, contact: campaign.contactEmail ?? '' }));
};
