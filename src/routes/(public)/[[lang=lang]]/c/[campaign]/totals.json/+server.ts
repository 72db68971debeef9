import { campaigns, orPage, totalsAnswer } from '$lib/features/campaign/index.server';
import { attempt } from '$lib/server/errors.server';
import type { RequestHandler } from './$types';

/** For the many who only watch: one read of the database a second, however many ask. */
export const GET: RequestHandler = async ({ params, request }) =>
  totalsAnswer(orPage(await attempt(() => campaigns().totals(params.campaign))), request.headers.get('if-none-match'));
