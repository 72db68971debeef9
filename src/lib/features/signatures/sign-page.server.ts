import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { FormState } from '$lib/contracts/forms';
import type { Locale } from '$lib/contracts/locales';
import { campaignOr404, campaigns } from '$lib/features/campaign/index.server';
import { uuidv7 } from '$lib/kernel/ids';
import { fail as failed } from '$lib/kernel/result';
import { attempt } from '$lib/server/errors.server';
import { formOrNull, readForm, refuse } from '$lib/server/forms.server';
import type { TakePost } from '$lib/server/front/index.server';
import { toldAddress } from '$lib/server/limits/address.server';
import { signatureCountries } from './countries';
import { carriedBy, signatureSchema, type Carried, type SignatureForm } from './schema';
import { signatures } from './signatures.server';
import { meantAddress } from './typo';

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

type Next = (to: 'thanks' | 'closed', slug: string, carried: Carried, locale: Locale) => string;

/** The form as it is to be taken; null when its address looks like a slip that nobody has been asked about yet. */
function settled(form: SignatureForm): SignatureForm | null {
  const meant = meantAddress(form.email);
  if (meant === null) return form;
  if (form.asked !== form.email) return null;
  return form.meant === meant ? { ...form, email: meant } : form;
}

/**
 * Takes in what is as usual before the page machinery is asked, which under a rush is half of the work. Whatever the page
 * has to say something about is null; nothing was stored then, or it is known by the id of its form.
 */
export function takeSignature(next: Next): TakePost {
  return async ({ locale, slug, fields, request }) => {
    const campaign = await campaigns().get(slug, locale);
    const read = campaign && formOrNull(fields, signatureSchema);
    const form = read && settled(read);
    if (!campaign || !form) return null;
    const signed = await signatures().sign({ campaign, form, locale, address: toldAddress(request) });
    return signed.ok ? next(signed.value, campaign.slug, { source: form.source, ref: form.ref ?? '' }, locale) : null;
  };
}

/** Takes the form in and leads on to where `next` says. */
export async function signByForm(event: Signing, next: Next): Promise<ActionFailure<FormState>> {
  const { params, locals } = event;
  const campaign = await campaignOr404(params.campaign, locals.locale);
  const form = await readForm(event, signatureSchema);
  if (!form.ok) return fail(form.response.status, form.response.data);
  const taken = settled(form.value);
  // Asked once: whoever sends the form again as it is has answered.
  if (taken === null) return refuse(form.values, failed('invalid', { field: 'email', rule: 'typo' }));
  const signed = await signatures().sign({
    campaign,
    form: taken,
    locale: locals.locale,
    address: event.getClientAddress(),
  });
  if (!signed.ok) return refuse(form.values, signed);
  // Whether new, known or a robot's: one answer, so that nobody can ask the page who has signed.
  const { source, ref } = form.value;
  return redirect(303, next(signed.value, campaign.slug, { source, ref: ref ?? '' }, locals.locale));
}
