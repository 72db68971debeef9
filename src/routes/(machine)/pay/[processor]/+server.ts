import { processorHook } from '$lib/features/giving/index.server';
import type { RequestHandler } from './$types';

/** Where card processors tell what became of a payment. */
export const POST: RequestHandler = (event) => processorHook(event);
