import { viewEndpoint } from '$lib/features/documents/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => viewEndpoint(event);
