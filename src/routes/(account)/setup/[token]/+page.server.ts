import { redirect } from '@sveltejs/kit';
import { loadSample } from '$lib/demo/index.server';
import {
  acceptSchema,
  enterSetup,
  foundCampaign,
  lookSetup,
  setupSchema,
  visitorOf,
} from '$lib/features/team/index.server';
import { ronda } from '$lib/server/app.server';
import { hashToken } from '$lib/server/crypto/links.server';
import { forPage, refusePage } from '$lib/server/desk.server';
import { attempt, unwrap } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const state = await forPage(async () => unwrap(await lookSetup(visitorOf(event), event.params.token)));
  if (state !== 'open') refusePage(state === 'done' ? 'expired' : 'not_found');
  return { state };
};

export const actions: Actions = {
  campaign: async (event) => {
    const form = await readForm(event, setupSchema);
    if (!form.ok) return form.response;
    const { name, email, password, ...campaign } = form.value;
    const founded = await foundCampaign(visitorOf(event), event.params.token, { name, email, password }, campaign);
    if (!founded.ok) return refuse(form.values, founded);
    redirect(303, `/desk/${founded.value.slug}`);
  },
  sample: async (event) => {
    const form = await readForm(event, acceptSchema);
    if (!form.ok) return form.response;
    const { token } = event.params;
    const entered = await enterSetup(visitorOf(event), token, form.value);
    if (!entered.ok) return refuse(form.values, entered);
    const owner = { ...entered.value, name: form.value.name };
    const loaded = await attempt(() => loadSample(ronda(), hashToken(token), owner));
    if (!loaded.ok) return refuse(form.values, loaded);
    redirect(303, `/desk/${loaded.value.slug}`);
  },
};
