import { redirect } from '@sveltejs/kit';
import { landing, safeNext, signIn, signInSchema, visitorOf } from '$lib/features/team/index.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.actor && locals.actor.memberships.length > 0) redirect(303, next);
  return { next, homeless: locals.actor !== null, left: url.searchParams.has('left') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event, signInSchema);
    if (!form.ok) return form.response;
    const { email, password, next } = form.value;
    const signedIn = await signIn(visitorOf(event), email, password);
    if (!signedIn.ok) return refuse(form.values, signedIn);
    redirect(303, await landing(signedIn.value, safeNext(next || event.url.searchParams.get('next'))));
  },
};
