import { campaignOr404 } from '$lib/features/campaign/index.server';
import { MOST_SHEETS, signingSheets } from '$lib/features/paper/index.server';
import { ronda } from '$lib/server/app.server';
import { refusePage } from '$lib/server/desk.server';
import { clientAddress } from '$lib/server/limits/address.server';
import type { RequestHandler } from './$types';

/** Sheets to print and sign: `n` of them, each with a number of its own. */
export const GET: RequestHandler = async ({ params, locals, url, getClientAddress }) => {
  const allowed = await ronda().limits.take('print.address', clientAddress(getClientAddress()));
  if (!allowed.ok) refusePage('too_many');
  const campaign = await campaignOr404(params.campaign, locals.locale);
  const asked = /^[1-9]\d?$/.exec(url.searchParams.get('n') ?? '')?.[0] ?? '1';
  const bytes = await signingSheets(campaign, locals.locale, url.origin, Math.min(Number(asked), MOST_SHEETS));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${campaign.slug}-${locals.locale}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
};
