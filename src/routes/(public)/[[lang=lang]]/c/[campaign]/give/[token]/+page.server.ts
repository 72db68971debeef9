import { ownPageActions, ownPageLoad } from '$lib/features/giving/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ownPageLoad(event);
export const actions: Actions = ownPageActions;
