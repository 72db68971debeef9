import { pledgeDeskActions, pledgePage } from '$lib/features/giving/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => pledgePage(event, event.params.pledge);
export const actions: Actions = pledgeDeskActions;
