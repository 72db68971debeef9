import { refusePage } from '$lib/server/desk.server';
import type { PageServerLoad } from './$types';

/** What is not there is said within the petition: in the language of the address, with the way back. */
export const load: PageServerLoad = () => refusePage('not_found');
