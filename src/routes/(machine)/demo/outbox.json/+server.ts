import { error, json } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { signatures } from '$lib/features/signatures/index.server';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import type { RequestHandler } from './$types';

/** The newest mails (`?n=` how many), for trying the demo without a mail server. Working links in the open: never outside the demo. */
const SHOWN = { usual: 200, most: 5000 };

export const GET: RequestHandler = async ({ url }) => {
  if (!ronda().env.demo) error(404, { message: 'not_found', code: 'not_found' });
  const asked = Number(url.searchParams.get('n') ?? SHOWN.usual);
  const n = Number.isInteger(asked) && asked > 0 ? Math.min(asked, SHOWN.most) : SHOWN.usual;
  return json(orPage(await attempt(() => signatures().mails(n))));
};
