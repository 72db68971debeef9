import { bailsPage } from '$lib/features/spending/index.server';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => bailsPage(event);
