import { endFeed, feedSchema, makeFeed, makeSchema, ownFeeds, renewFeed } from '$lib/features/agenda/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { membership } = memberOf(locals, 'hearings.read');
  return { feeds: await forPage(() => ownFeeds(locals.db, membership.campaignId)), op: uuidv7() };
};

export const actions: Actions = {
  async make(event) {
    const { membership } = memberOf(event.locals, 'hearings.read');
    const form = await readForm(event, makeSchema);
    if (!form.ok) return form.response;
    const made = await makeFeed(event.locals, membership.campaignId, form.value, event.url.origin);
    return made.ok ? { done: 'made', what: '', fresh: made.value } : refuse(form.values, made);
  },
  async renew(event) {
    memberOf(event.locals, 'hearings.read');
    const form = await readForm(event, feedSchema);
    if (!form.ok) return form.response;
    const made = await renewFeed(event.locals, form.value, event.url.origin);
    return made.ok ? { done: 'made', what: '', fresh: made.value } : refuse(form.values, made);
  },
  async end(event) {
    memberOf(event.locals, 'hearings.read');
    const form = await readForm(event, feedSchema);
    if (!form.ok) return form.response;
    const done = await endFeed(event.locals, form.value);
    return done.ok ? { done: 'ended', what: '' } : refuse(form.values, done);
  },
};
