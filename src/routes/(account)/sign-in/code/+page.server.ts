import { redirect } from '@sveltejs/kit';
import type { FormState } from '$lib/contracts/forms';
import {
  askCode,
  askCodeSchema,
  enterCode,
  enterCodeSchema,
  landing,
  safeNext,
  visitorOf,
} from '$lib/features/team/index.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.actor && locals.actor.memberships.length > 0) redirect(303, next);
  return { next };
};

export const actions: Actions = {
  /** The address stays in the form and out of the page's own address, which ends in logs and histories. */
  ask: async (event) => {
    const form = await readForm(event, askCodeSchema);
    if (!form.ok) return form.response;
    const asked = await askCode(visitorOf(event), form.value.email);
    if (!asked.ok) return refuse(form.values, asked);
    const sent: FormState = { values: { ...form.value, sent: 'yes' }, errors: {}, failure: null };
    return sent;
  },
  enter: async (event) => {
    const form = await readForm(event, enterCodeSchema);
    if (!form.ok) return form.response;
    const { email, code, next } = form.value;
    const signedIn = await enterCode(visitorOf(event), email, code);
    if (!signedIn.ok) return refuse(form.values, signedIn);
    redirect(303, await landing(signedIn.value, safeNext(next)));
  },
};
