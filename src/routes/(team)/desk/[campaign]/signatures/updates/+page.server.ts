import { isLocale } from '$lib/contracts/locales';
import { allows } from '$lib/contracts/permissions';
import { approveSchema, askSchema, capSchema, steerSchema, writeSchema } from '$lib/features/updates';
import { updatesDesk } from '$lib/features/updates/index.server';
import { parseUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('ronda:updates');
  const { actor, membership } = memberOf(locals);
  const { campaignId, slug, roles } = membership;
  const locale = url.searchParams.get('locale');
  const asked = {
    edit: parseUuid(url.searchParams.get('edit') ?? ''),
    locale: isLocale(locale) ? locale : locals.locale,
  };
  const place = { campaign: campaignId, slug, origin: url.origin };
  const desk = await forPage(() => updatesDesk(locals.db, place, asked));
  return { ...desk, me: actor.userId, canWrite: allows(roles, 'campaign.write'), op: uuidv7() };
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
  async ask(event) {
    memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, askSchema);
    if (!form.ok) return form.response;
    const { op, update, asked } = form.value;
    const done = await applyOp(event.locals, 'updates.ask', { update, asked: asked === 'yes' }, op);
    return done.ok ? { done: asked === 'yes' ? 'asked' : 'unasked', what: '' } : refuse(form.values, done);
  },
  async approve(event) {
    memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, approveSchema);
    if (!form.ok) return form.response;
    const { op, update, version } = form.value;
    const done = await applyOp(event.locals, 'updates.approve', { update, version }, op);
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
  async cap(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, capSchema);
    if (!form.ok) return form.response;
    const { op, weekly } = form.value;
    const done = await applyOp(event.locals, 'updates.set_cap', { campaign: membership.campaignId, weekly }, op);
    return done.ok ? { done: 'cap', what: String(weekly) } : refuse(form.values, done);
  },
};
