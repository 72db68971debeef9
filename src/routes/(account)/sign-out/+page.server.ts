import { redirect } from '@sveltejs/kit';
import { signOut } from '$lib/features/team/index.server';
import { refuse } from '$lib/server/forms.server';
import type { Actions } from './$types';

export const actions: Actions = {
  /** `scope=everywhere` ends every session of this person. */
  default: async ({ request, locals, cookies, setHeaders }) => {
    const everywhere = (await request.formData()).get('scope') === 'everywhere';
    const left = await signOut(locals, cookies, everywhere);
    if (!left.ok) return refuse({}, left);
    // What this browser kept of forms that were not saved: names, from sheets. Takes effect on https; the button does it too.
    setHeaders({ 'clear-site-data': '"storage"' });
    redirect(303, '/sign-in?left');
  },
};
