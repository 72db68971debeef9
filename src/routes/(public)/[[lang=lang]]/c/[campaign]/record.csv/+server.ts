import { recordAnswer } from '$lib/features/incidents/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals, request }) =>
  recordAnswer('csv', {
    slug: params.campaign,
    locale: locals.locale,
    ifNoneMatch: request.headers.get('if-none-match'),
  });
