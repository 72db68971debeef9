import type { RequestEvent } from '@sveltejs/kit';
import { uuidv7 } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { beginRun, previewRun } from './fraud.server';
import { alarmSchema, conditionsSchema, rulesSchema, runSchema, waveSchema } from './schema';
import { startWave } from './wave.server';

const who = (event: RequestEvent) => memberOf(event.locals, 'signatures.write').membership;

/** What the desk's page of fraud can do; each works without scripts. */
export const fraudActions = {
  async preview(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, conditionsSchema);
    if (!form.ok) return form.response;
    const counted = await previewRun(event.locals, campaignId, form.value);
    if (!counted.ok) return refuse(form.values, counted);
    return { preview: { ...counted.value, values: form.values, op: uuidv7() } };
  },
  async run(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, conditionsSchema);
    if (!form.ok) return form.response;
    const begun = await beginRun(event.locals, campaignId, form.value);
    return begun.ok ? { done: 'run', what: form.value.expected } : refuse(form.values, begun);
  },
  async cancel(event: RequestEvent) {
    who(event);
    const form = await readForm(event, runSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fraud.cancel', form.value);
    return done.ok ? { done: 'cancelled', what: '' } : refuse(form.values, done);
  },
  async undo(event: RequestEvent) {
    who(event);
    const form = await readForm(event, runSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fraud.undo', form.value);
    return done.ok ? { done: 'undoing', what: '' } : refuse(form.values, done);
  },
  async dismiss(event: RequestEvent) {
    who(event);
    const form = await readForm(event, alarmSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fraud.dismiss', form.value);
    return done.ok ? { done: 'dismissed', what: '' } : refuse(form.values, done);
  },
  async rules(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, rulesSchema);
    if (!form.ok) return form.response;
    const { op, form: _name, ...rules } = form.value;
    const done = await applyOp(event.locals, 'fraud.set_rules', { campaign: campaignId, ...rules }, op);
    return done.ok ? { done: 'rules', what: '' } : refuse(form.values, done);
  },
  async wave(event: RequestEvent) {
    const { campaignId, slug } = who(event);
    const form = await readForm(event, waveSchema);
    if (!form.ok) return form.response;
    const found = await call<{ isSample: boolean } | null>(event.locals.db, 'public_campaign', { slug, locale: 'es' });
    // A real campaign has no such button, and no such action.
    if (found?.isSample !== true) return refuse(form.values, fail('not_found'));
    const begun = startWave({ id: campaignId, slug }, form.value.n);
    return begun ? { done: 'wave', what: String(form.value.n) } : refuse(form.values, fail('conflict'));
  },
};
