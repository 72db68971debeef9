import { casesCsv } from '$lib/features/cases/index.server';
import type { RequestHandler } from './$types';

/** Posted, because taking the list away leaves a line in the journal. */
export const POST: RequestHandler = (event) => casesCsv(event);
