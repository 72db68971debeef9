import { paperActions, papersPage } from '$lib/features/papers/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => papersPage(event);
export const actions: Actions = paperActions;
