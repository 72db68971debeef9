import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { FormState } from '$lib/contracts/forms';
import { campaignOr404, campaigns } from '$lib/features/campaign/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { signatureCountries } from './countries';
import { carriedBy, signatureSchema, type Carried } from './schema';
import { signatures } from './signatures.server';

type Asked = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'setHeaders'> & { params: { campaign: string } };
type Signing = Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'> & { params: { campaign: string } };

/** What a page that shows the form needs, on the petition's own page and inside the page of a partner. */
export async function formFacts({ params, locals, url, request, setHeaders }: Asked) {
  // Each showing of the form carries an id of its own; the browser may keep the page to go back to, nobody may share it.
  setHeaders({ 'cache-control': 'private, no-cache' });
  const totals = await attempt(() => campaigns().totals(params.campaign));
  return {
    totals: totals.ok ? totals.value : null,
    countries: signatureCountries(locals.locale, request.headers.get('accept-language')),
    op: uuidv7(),
    carried: carriedBy(url.searchParams),
  };
}

/** Takes the form in and leads on to where `next` says. */
export async function signByForm(
  event: Signing,
  next: (to: 'thanks' | 'closed', slug: string, carried: Carried) => string,
): Promise<ActionFailure<FormState>> {
  const { params, locals } = event;
  const campaign = await campaignOr404(params.campaign, locals.locale);
  const form = await readForm(event, signatureSchema);
  if (!form.ok) return fail(form.response.status, form.response.data);
  const signed = await signatures().sign({
    campaign,
    form: form.value,
    locale: locals.locale,
    address: event.getClientAddress(),
  });
  if (!signed.ok) return refuse(form.values, signed);
  // Whether new, known or a robot's: one answer, so that nobody can ask the page who has signed.
  const { source, ref } = form.value;
  return redirect(303, next(signed.value, campaign.slug, { source, ref: ref ?? '' }));
}
