import { campaignPath } from '$lib/features/campaign';
import { approveSchema, steerSchema, writeSchema } from '$lib/features/updates';
import { listUpdates, updateLetter } from '$lib/features/updates/index.server';
import { allows } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('ronda:updates');
  const { actor, membership } = memberOf(locals);
  const { campaignId, slug, roles } = membership;
  const rows = await forPage(() => listUpdates(locals.db, campaignId));
  const updates = rows.map((update) => ({
    ...update,
    mails: update.texts.map(({ locale, title, body }) => {
      const at = (below: string): string => url.origin + campaignPath(locale, slug, below);
      const to = { page: at(`/news/${update.id}`), stop: at('/stop/…') };
      return { locale, text: updateLetter(locale, { campaign: slug, title, body }, to).text };
    }),
  }));
  return { updates, me: actor.userId, canWrite: allows(roles, 'campaign.write'), op: uuidv7() };
};

export const actions: Actions = {
  async write(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, writeSchema);
    if (!form.ok) return form.response;
    const { op, update, locale, title, body } = form.value;
    const args = { campaign: membership.campaignId, id: update === '' ? op : update, locale, title, body };
    const done = await applyOp(event.locals, 'updates.write', args, op);
    return done.ok ? { done: 'written', what: title } : refuse(form.values, done);
  },
  async approve(event) {
    memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, approveSchema);
    if (!form.ok) return form.response;
    const { op, update } = form.value;
    const done = await applyOp(event.locals, 'updates.approve', { update }, op);
    return done.ok ? { done: 'approved', what: '' } : refuse(form.values, done);
  },
  async steer(event) {
    memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, steerSchema);
    if (!form.ok) return form.response;
    const { op, update, to } = form.value;
    const done = await applyOp(event.locals, 'updates.steer', { update, to }, op);
    return done.ok ? { done: to, what: '' } : refuse(form.values, done);
  },
};
