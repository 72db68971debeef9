import { pictureAnswer } from '$lib/features/spread/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals, url, request }) =>
  pictureAnswer('card.png', {
    slug: params.campaign,
    locale: locals.locale,
    origin: url.origin,
    ifNoneMatch: request.headers.get('if-none-match'),
  });
