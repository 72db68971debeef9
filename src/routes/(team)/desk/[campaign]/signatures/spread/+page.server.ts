import { isLocale } from '$lib/contracts/locales';
import { allows } from '$lib/contracts/permissions';
import { campaigns } from '$lib/features/campaign/index.server';
import {
  addSource,
  archiveSchema,
  archiveSource,
  setShareText,
  shareTextSchema,
  sourceSchema,
  spreadDesk,
} from '$lib/features/spread/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { forPage, memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad } from './$types';

async function signaturesOf(slug: string): Promise<number> {
  const totals = await attempt(() => campaigns().totals(slug));
  return (totals.ok && totals.value?.signatures) || 0;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { membership } = memberOf(locals, 'signatures.read');
  const texts = url.searchParams.get('texts');
  return {
    desk: await forPage(() => spreadDesk(locals.db, membership, url.origin)),
    shown: isLocale(texts) ? texts : locals.locale,
    n: await signaturesOf(membership.slug),
    canWrite: allows(membership.roles, 'campaign.write'),
    op: uuidv7(),
  };
};

export const actions: Actions = {
  async text(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, shareTextSchema);
    if (!form.ok) return form.response;
    const n = await signaturesOf(membership.slug);
    const done = await setShareText(event.locals, membership, form.value, event.url.origin, n);
    return done.ok ? { done: 'text_set', what: '' } : refuse(form.values, done);
  },
  async source(event) {
    const { membership } = memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, sourceSchema);
    if (!form.ok) return form.response;
    const done = await addSource(event.locals, membership.campaignId, form.value);
    return done.ok ? { done: 'source_given', what: done.value } : refuse(form.values, done);
  },
  async archive(event) {
    memberOf(event.locals, 'campaign.write');
    const form = await readForm(event, archiveSchema);
    if (!form.ok) return form.response;
    const done = await archiveSource(event.locals, form.value);
    if (!done.ok) return refuse(form.values, done);
    return { done: form.value.archived ? 'source_archived' : 'source_restored', what: '' };
  },
};
