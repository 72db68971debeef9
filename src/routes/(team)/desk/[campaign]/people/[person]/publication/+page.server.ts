import { publicationActions, publicationPage } from '$lib/features/publication/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends(`publication:${params.person}`);
  return { ...(await publicationPage(locals, params.person)), op: uuidv7() };
};

export const actions: Actions = publicationActions;
