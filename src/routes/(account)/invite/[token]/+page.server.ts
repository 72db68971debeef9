import { redirect } from '@sveltejs/kit';
import {
  acceptInvitation,
  acceptSchema,
  isToken,
  joinByInvitation,
  joinSchema,
  lookInvitation,
  visitorOf,
} from '$lib/features/team/index.server';
import { fail } from '$lib/kernel/result';
import { forPage, refusePage } from '$lib/server/desk.server';
import { unwrap } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const invitation = await forPage(async () => unwrap(await lookInvitation(visitorOf(event), params.token)));
  // Used, revoked, ended or never made: only what no link can look like is told apart, as everybody can.
  if (!invitation) refusePage(isToken(params.token) ? 'expired' : 'not_found');
  const inside = locals.actor?.memberships.find(({ slug }) => slug === invitation.campaign);
  const titles = Object.values(invitation.titles);
  const title = invitation.titles[locals.locale] ?? titles[0] ?? invitation.campaign;
  return {
    invitation: { title, roles: invitation.roles },
    inside: inside?.slug ?? null,
    signedIn: locals.actor !== null,
    here: `/invite/${params.token}`,
  };
};

export const actions: Actions = {
  accept: async (event) => {
    const form = await readForm(event, acceptSchema);
    if (!form.ok) return form.response;
    const accepted = await acceptInvitation(visitorOf(event), event.params.token, form.value);
    if (!accepted.ok) return refuse(form.values, accepted);
    redirect(303, `/desk/${accepted.value.slug}`);
  },
  join: async (event) => {
    const form = await readForm(event, joinSchema);
    if (!form.ok) return form.response;
    const { actor } = event.locals;
    if (!actor) return refuse(form.values, fail('signed_out'));
    const joined = await joinByInvitation(visitorOf(event), event.params.token, actor.userId, form.value.name);
    if (!joined.ok) return refuse(form.values, joined);
    redirect(303, `/desk/${joined.value.slug}`);
  },
};
