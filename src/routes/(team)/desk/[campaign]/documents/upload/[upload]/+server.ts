import { finishEndpoint, giveUpEndpoint, partEndpoint, stateEndpoint } from '$lib/features/documents/index.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => stateEndpoint(event);
export const PUT: RequestHandler = (event) => partEndpoint(event);
export const POST: RequestHandler = (event) => finishEndpoint(event);
export const DELETE: RequestHandler = (event) => giveUpEndpoint(event);
