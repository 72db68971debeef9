import { receiptAnswer } from '$lib/features/spending/index.server';
import type { RequestHandler } from './$types';

/** Posted, because opening a receipt is written down before it is shown. */
export const POST: RequestHandler = (event) => receiptAnswer(event, event.params.request, event.params.receipt);
