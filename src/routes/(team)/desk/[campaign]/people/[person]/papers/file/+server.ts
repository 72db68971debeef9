import { paperFile } from '$lib/features/papers/index.server';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => paperFile(event);
