import { error, json } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { signatures } from '$lib/features/signatures/index.server';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import type { RequestHandler } from './$types';

/** The newest mails, for trying the demo without a mail server. Working links in the open: never outside the demo. */
export const GET: RequestHandler = async () => {
  if (!ronda().env.demo) error(404, { message: 'not_found', code: 'not_found' });
  return json(orPage(await attempt(() => signatures().mails(200))));
};
