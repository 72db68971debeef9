import { allows } from '$lib/contracts/permissions';
import { campaigns } from '$lib/features/campaign/index.server';
import { oneSchema, openSignature, readSignature } from '$lib/features/signatures/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  if (!isUuid(params.id)) refusePage('not_found');
  const signature = await forPage(() => readSignature(locals.db, membership.campaignId, params.id));
  if (signature === null) refusePage('not_found');
  return { signature, op: uuidv7(), canWrite: allows(membership.roles, 'signatures.write') };
};

export const actions: Actions = {
  async look(event) {
    const { membership } = memberOf(event.locals, 'signatures.read');
    const form = await readForm(event, oneSchema);
    if (!form.ok) return form.response;
    const [campaign, signature] = [membership.campaignId, event.params.id];
    const { op } = form.value;
    // First the record, then what it is about: nobody sees a person without leaving a trace.
    const recorded = await applyOp(event.locals, 'signatures.look', { campaign, id: op, signature }, op);
    if (!recorded.ok) return refuse(form.values, recorded);
    const opened = await attempt(() => openSignature(event.locals.db, ronda().keyring, campaign, signature));
    return opened.ok ? { opened: opened.value } : refuse(form.values, opened);
  },
  async erase(event) {
    const { membership } = memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, oneSchema);
    if (!form.ok) return form.response;
    const { op } = form.value;
    const args = { campaign: membership.campaignId, id: op, signature: event.params.id };
    const erased = await applyOp(event.locals, 'signatures.erase', args, op);
    if (!erased.ok) return refuse(form.values, erased);
    campaigns().forget();
    return { done: 'erased', what: '' };
  },
  async resend(event) {
    const { membership } = memberOf(event.locals, 'signatures.write');
    const form = await readForm(event, oneSchema);
    if (!form.ok) return form.response;
    const { op } = form.value;
    const args = { campaign: membership.campaignId, id: op, signatures: [event.params.id] };
    const sent = await applyOp(event.locals, 'signatures.resend', args, op);
    if (!sent.ok) return refuse(form.values, sent);
    ronda().outbox.poke();
    return { done: 'resend', what: String(sent.value['n']) };
  },
};
