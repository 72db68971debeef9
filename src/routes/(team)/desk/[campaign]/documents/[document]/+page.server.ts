import { documentActions, documentPage } from '$lib/features/documents/index.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  event.depends('documents:list');
  return documentPage(event, event.params.document);
};
export const actions: Actions = documentActions;
