import { beginEndpoint } from '$lib/features/documents/index.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => beginEndpoint(event);
