import { markRead, ownNotices, PAGE, readSchema } from '$lib/features/notices/index.server';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

function afterOf(text: string | null): { at: string; id: string } | null {
  const [at, id] = (text ?? '').split('_');
  if (!at || !id || !isUuid(id) || !Number.isFinite(Date.parse(at))) return null;
  return { at: new Date(Date.parse(at)).toISOString(), id };
}

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  const { membership } = memberOf(locals);
  depends('ronda:notices');
  const unread = url.searchParams.get('all') === null;
  const after = afterOf(url.searchParams.get('after'));
  const found = await forPage(() => ownNotices(locals.db, membership.campaignId, { unread, after }));
  const notices = found.slice(0, PAGE);
  const last = notices.at(-1);
  const query = new URLSearchParams({ ...(unread ? {} : { all: '1' }), after: last ? `${last.at}_${last.id}` : '' });
  return { notices, unreadOnly: unread, next: found.length > PAGE ? `?${query.toString()}` : null, op: uuidv7() };
};

export const actions: Actions = {
  async read(event) {
    const { membership } = memberOf(event.locals);
    const form = await readForm(event, readSchema);
    if (!form.ok) return form.response;
    const done = await markRead(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'read', what: '' } : refuse(form.values, done);
  },
};
