import { dataAnswer } from '$lib/features/campaign/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, request }) =>
  dataAnswer(params.campaign, params.file, request.headers.get('if-none-match'));
