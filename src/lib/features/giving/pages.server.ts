/** What the two public pages of giving load and do. */
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { campaignPath } from '$lib/features/campaign/index';
import { campaignOr404, orPage } from '$lib/features/campaign/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { payByCard } from './card.server';
import { giving, type OpenGiving } from './giving.server';
import { currencyFor } from './model';
import type { PledgeVisit } from './own-page.server';
import { cardProcessors } from './processors/configured.server';
import { changeSchema, giveSchema, sourceOf } from './schema';

type Given = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'setHeaders'> & { params: { campaign: string } };
type Sent = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'getClientAddress'> & { params: { campaign: string } };
type Own = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'getClientAddress' | 'setHeaders'> & {
  params: { campaign: string; token: string };
};

/** Whether there is somewhere to send money; a petition that cannot say so right now stands without it. */
export async function takesGifts(slug: string): Promise<boolean> {
  const open = await attempt(() => giving().open(slug));
  return open.ok && open.value !== null;
}

async function openOr404(slug: string): Promise<OpenGiving> {
  const open = orPage(await attempt(() => giving().open(slug)));
  return open ?? error(404, { message: 'not_found', code: 'not_found' });
}

/** What the page with the form needs. */
export async function givePage({ params, locals, url, request, setHeaders }: Given) {
  setHeaders({ 'cache-control': 'private, no-cache' });
  const { giving: asks, accounts } = await openOr404(params.campaign);
  const preset = currencyFor(asks.presets, url.searchParams.get('currency'), request.headers.get('accept-language'));
  if (preset === null) error(404, { message: 'not_found', code: 'not_found' });
  const holders = new Set(accounts.map(({ holder }) => holder).filter((holder) => holder !== ''));
  return {
    preset,
    presets: asks.presets,
    use: asks.use[locals.locale],
    // Several holders cannot be named in one sentence; each stands with its account.
    holder: holders.size === 1 ? ([...holders][0] ?? '') : '',
    op: uuidv7(),
    source: sourceOf(url.searchParams.get('src') ?? url.searchParams.get('utm_source')),
  };
}

export const pledgeActions = {
  pledge: async (event: Sent) => {
    const { params, locals } = event;
    const campaign = await campaignOr404(params.campaign, locals.locale);
    const { giving: asks } = await openOr404(params.campaign);
    const form = await readForm(event, giveSchema);
    if (!form.ok) return fail(form.response.status, form.response.data);
    const made = await giving().pledge({
      campaign,
      giving: asks,
      form: form.value,
      locale: locals.locale,
      address: event.getClientAddress(),
    });
    if (!made.ok) return refuse(form.values, made);
    // A robot is led to the page it came for, and nothing is kept of it.
    const below = typeof made.value === 'string' ? '' : `/give/${made.value.token}`;
    if (made.value === 'closed') giving().forgetKept();
    return redirect(303, campaignPath(locals.locale, campaign.slug, below));
  },
};

const visitOf = ({ params, locals, getClientAddress }: Omit<Own, 'setHeaders'>): PledgeVisit => ({
  slug: params.campaign,
  token: params.token,
  address: getClientAddress(),
  locale: locals.locale,
});

/** The donor's own page. */
export async function ownPageLoad(event: Own) {
  event.setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const { pledge, ways } = orPage(await giving().page(visitOf(event)));
  const open = await attempt(() => giving().open(event.params.campaign));
  const asks = open.ok ? open.value : null;
  return {
    pledge,
    ways,
    cards: cardProcessors(ronda().env)
      .filter(({ takes }) => takes(pledge.currency))
      .map(({ name, label }) => ({ name, label })),
    presets: asks?.giving.presets ?? [],
    bankFees: asks?.giving.bankFees ?? ('donor' as const),
  };
}

const card = v.object({ processor: v.string() });

// Buttons alone change anything: programs that read mail open every link in it.
export const ownPageActions = {
  change: async (event: Own) => {
    const form = await readForm(event, changeSchema);
    if (!form.ok) return fail(form.response.status, form.response.data);
    const done = await giving().change(visitOf(event), form.value);
    return done.ok ? { did: 'changed' as const } : refuse(form.values, done);
  },
  cancel: async (event: Own) => {
    const done = await giving().cancel(visitOf(event));
    return done.ok ? { did: 'cancelled' as const } : refuse({}, done);
  },
  forget: async (event: Own) => {
    orPage(await giving().forget(visitOf(event)));
    return { did: 'forgotten' as const };
  },
  card: async (event: Own) => {
    const form = await readForm(event, card);
    if (!form.ok) return fail(form.response.status, form.response.data);
    const begun = await payByCard(visitOf(event), form.value.processor, event.url.origin);
    return begun.ok ? redirect(303, begun.value) : refuse({}, begun);
  },
};
