import { requestActions, requestPage } from '$lib/features/spending/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => requestPage(event, event.params.request);
export const actions: Actions = requestActions;
