import { peopleCsv } from '$lib/features/people/index.server';
import type { RequestHandler } from './$types';

/** Posted, because taking the list away leaves a line in the journal. */
export const POST: RequestHandler = (event) => peopleCsv(event);
