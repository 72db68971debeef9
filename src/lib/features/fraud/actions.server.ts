import type { RequestEvent } from '@sveltejs/kit';
import { uuidv7 } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import { readRun } from './fraud.repo.server';
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
    // The operation of the run that may follow; it also says when was counted.
    const op = uuidv7();
    const counted = await previewRun(event.locals, campaignId, { ...form.value, op });
    if (!counted.ok) return refuse(form.values, counted);
    return { preview: { ...counted.value, values: form.values, op } };
  },
  async run(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, conditionsSchema);
    if (!form.ok) return form.response;
    const begun = await beginRun(event.locals, campaignId, form.value);
    return begun.ok ? { done: 'run', what: String(begun.value) } : refuse(form.values, begun);
  },
  async cancel(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, runSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fraud.cancel', form.value);
    if (done.ok) return { done: 'cancelled', what: '' };
    const now = await attempt(() => readRun(event.locals.db, campaignId, form.value.run));
    if (!now.ok || !now.value) return refuse(form.values, done);
    return { done: now.value.state === 'cancelled' ? 'cancelled' : 'too_late', what: String(now.value.done) };
  },
  async undo(event: RequestEvent) {
    const { campaignId } = who(event);
    const form = await readForm(event, runSchema);
    if (!form.ok) return form.response;
    const done = await applyOp(event.locals, 'fraud.undo', form.value);
    if (done.ok) return { done: 'undoing', what: '' };
    // Pressed twice, it is being undone already.
    const now = await attempt(() => readRun(event.locals.db, campaignId, form.value.run));
    const undone = now.ok && (now.value?.state === 'undoing' || now.value?.state === 'undone');
    return undone ? { done: 'undoing', what: '' } : refuse(form.values, done);
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
