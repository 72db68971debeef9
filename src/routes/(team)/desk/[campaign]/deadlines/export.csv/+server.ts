import { deadlinesCsv } from '$lib/features/deadlines/index.server';
import type { RequestHandler } from './$types';

/** The list as a table, as it is filtered. */
export const GET: RequestHandler = (event) => deadlinesCsv(event);
