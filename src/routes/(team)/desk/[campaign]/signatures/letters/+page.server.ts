import { allows } from '$lib/contracts/permissions';
import {
  deskTargets,
  deskTexts,
  pauseSchema,
  pauseTarget,
  setTarget,
  targetSchema,
  textSchema,
  writeText,
} from '$lib/features/letters/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { languageName } from '$lib/messages/names';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('letters:progress');
  const { membership } = memberOf(locals);
  const { campaignId, roles } = membership;
  const [targets, texts] = await forPage(() =>
    Promise.all([deskTargets(locals.db, campaignId), deskTexts(locals.db, campaignId)]),
  );
  return { targets, texts, canWrite: allows(roles, 'campaign.write'), op: uuidv7() };
};

export const actions: Actions = {
  async target(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, targetSchema);
    if (!form.ok) return form.response;
    const done = await setTarget(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'target', what: form.value.name } : refuse(form.values, done);
  },
  async pause(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, pauseSchema);
    if (!form.ok) return form.response;
    const { target, paused } = form.value;
    const done = await pauseTarget(event.locals, form.value);
    if (!done.ok) return refuse(form.values, done);
    const targets = await forPage(() => deskTargets(event.locals.db, membership.campaignId));
    const name = targets.find(({ id }) => id === target)?.name ?? '';
    return { done: paused === 'yes' ? 'paused' : 'resumed', what: name };
  },
  async text(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, textSchema);
    if (!form.ok) return form.response;
    const done = await writeText(event.locals, membership.campaignId, form.value);
    return done.ok
      ? { done: 'text', what: languageName(event.locals.locale, form.value.locale) }
      : refuse(form.values, done);
  },
};
