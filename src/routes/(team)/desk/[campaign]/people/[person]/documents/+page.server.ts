import { documentsPage, listActions } from '$lib/features/documents/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  event.depends('documents:list');
  return documentsPage(event, { person: event.params.person });
};
export const actions: Actions = listActions;
