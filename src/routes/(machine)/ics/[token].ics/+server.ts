import { privateFeed } from '$lib/features/agenda/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request, getClientAddress }) =>
  privateFeed(params.token, { request, address: getClientAddress() });
