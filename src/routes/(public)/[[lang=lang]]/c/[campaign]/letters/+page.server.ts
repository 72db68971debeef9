import { fail, redirect } from '@sveltejs/kit';
import { campaignPath } from '$lib/features/campaign';
import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { letters, letterSchema, lettersFor, wholeLetter } from '$lib/features/letters/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const NOBODY = { targets: [], texts: [] };
const offered = async (slug: string) => orPage(await attempt(() => letters().open(slug))) ?? NOBODY;

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-cache' });
  return { letters: await offered(params.campaign), op: uuidv7() };
};

/** What the form asks for, with the letters word for word as they would go. */
async function read(event: RequestEvent) {
  const { params, locals } = event;
  const campaign = await campaignOr404(params.campaign, locals.locale);
  const form = await readForm(event, letterSchema, ['targets']);
  if (!form.ok) return { ok: false as const, answer: fail(form.response.status, form.response.data) };
  const shown = lettersFor(await offered(campaign.slug), form.value.targets);
  if (shown === null) {
    const gone = { ok: false, code: 'invalid', field: 'targets', rule: 'choose_target' } as const;
    return { ok: false as const, answer: refuse(form.values, gone) };
  }
  const page = { origin: letters().origin, slug: campaign.slug };
  const preview = shown.map(({ target, text }) => ({
    id: target.id,
    name: target.name,
    office: target.office,
    lang: text.locale,
    text: text.id,
    ...wholeLetter(text, target, form.value, page),
  }));
  return { ok: true as const, campaign, form: form.value, values: form.values, shown, preview };
}

export const actions: Actions = {
  preview: async (event) => {
    const asked = await read(event);
    if (!asked.ok) return asked.answer;
    return { values: asked.values, errors: {}, failure: null, preview: asked.preview, changed: false };
  },
  send: async (event) => {
    const asked = await read(event);
    if (!asked.ok) return asked.answer;
    const { campaign, form, values, shown, preview } = asked;
    const again = { values, errors: {}, failure: null, preview, changed: true };
    // Nobody's name goes under words they did not see.
    if (values['texts'] !== preview.map(({ text }) => text).join(',')) return fail(409, again);
    const sent = await letters().ask({
      campaign,
      form,
      locale: event.locals.locale,
      address: event.getClientAddress(),
      shown,
    });
    if (!sent.ok) return refuse(values, sent);
    if (sent.value === 'changed') {
      letters().forget();
      return fail(409, again);
    }
    redirect(303, campaignPath(event.locals.locale, campaign.slug, sent.value === 'asked' ? '/letters/sent' : ''));
  },
};
