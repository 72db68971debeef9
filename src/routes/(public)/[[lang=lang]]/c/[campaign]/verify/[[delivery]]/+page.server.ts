import { error } from '@sveltejs/kit';
import { orPage } from '$lib/features/campaign/index.server';
import { codeSchema } from '$lib/features/delivery';
import { proveInclusion, publicDeliveries, readList, verifyList } from '$lib/features/delivery/index.server';
import { isUuid } from '$lib/kernel/ids';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const { delivery } = params;
  if (delivery !== undefined && !isUuid(delivery)) error(404, { message: 'not_found', code: 'not_found' });
  return { deliveries: orPage(await publicDeliveries(params.campaign)), marked: delivery };
};

export const actions: Actions = {
  async list(event) {
    const form = await readList(event);
    if (!form.ok) return refuse({ form: 'list' }, form);
    const verdict = await verifyList(event.params.campaign, event.getClientAddress(), form.value);
    return verdict.ok ? { verdict: verdict.value, digest: form.value.digest } : refuse({ form: 'list' }, verdict);
  },
  async proof(event) {
    const form = await readForm(event, codeSchema);
    if (!form.ok) return form.response;
    const proofs = await proveInclusion(event.params.campaign, event.getClientAddress(), form.value.proof);
    // What was typed goes back into no page: it is what a signer shows to whom they choose.
    return proofs.ok ? { proofs: proofs.value } : refuse({ form: 'proof' }, proofs);
  },
};
