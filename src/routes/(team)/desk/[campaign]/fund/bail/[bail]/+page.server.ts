import { bailActions, bailPage } from '$lib/features/spending/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => bailPage(event, event.params.bail);
export const actions: Actions = bailActions;
