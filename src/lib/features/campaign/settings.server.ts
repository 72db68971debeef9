/** What organisers set for their campaign, as form actions. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { LOCALES } from '$lib/contracts/locales';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { parseIban } from '$lib/kernel/iban';
import { memberOf } from '$lib/server/desk.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { campaigns } from './campaigns.server';

type SettingsEvent = Pick<RequestEvent, 'locals' | 'request' | 'url'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const sent = v.optional(v.string(), '');
/** Length as people and PostgreSQL count it, in characters; a form sends line ends as two. */
const text = (max: number) =>
  v.pipe(
    sent,
    v.transform((value) => value.replaceAll('\r\n', '\n').trim()),
    v.check((value) => [...value].length <= max, 'too_long'),
  );
const shown = v.pipe(
  sent,
  v.transform((value) => value !== ''),
);
const orNull = v.transform((value: string) => (value === '' ? null : value));

const settings = v.object({
  status: v.picklist(['draft', 'open', 'closed'], 'choice'),
  goal: v.pipe(
    sent,
    v.transform((value) => value.replace(/[\s.,]/g, '')),
    v.nonEmpty('required'),
    v.regex(/^[1-9]\d{0,7}$/, 'number'),
    v.transform(Number),
  ),
  contactEmail: v.pipe(
    sent,
    v.trim(),
    v.maxLength(254, 'too_long'),
    v.union([v.literal(''), v.pipe(v.string(), v.email())], 'email'),
    orNull,
  ),
  iban: v.pipe(
    text(60),
    v.check((value) => value === '' || parseIban(value) !== null, 'iban'),
    v.transform((value) => parseIban(value)),
  ),
  publishFund: shown,
  publishDetained: shown,
  publishHearing: shown,
});
const texts = v.object({
  locale: v.picklist(LOCALES, 'choice'),
  title: v.pipe(text(160), v.nonEmpty('required')),
  summary: text(400),
  statement: text(40_000),
  fundText: text(8_000),
  consent: text(4_000),
});

async function write<K extends OpKind>(
  event: SettingsEvent,
  values: Record<string, string>,
  kind: K,
  args: OpArgs[K],
  done: string,
): Promise<Refused> {
  const applied = await applyOp(event.locals, kind, args);
  if (!applied.ok) return refuse(values, applied);
  // Whoever has just opened or closed the petition looks at it next.
  campaigns().forget();
  return redirect(303, `${event.url.pathname}?done=${done}`);
}

const campaignOf = (event: SettingsEvent): string => memberOf(event.locals, 'campaign.write').membership.campaignId;

export const settingsActions = {
  async set(event: SettingsEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, settings);
    if (!form.ok) return form.response;
    return write(event, form.values, 'campaign.set', { campaign, ...form.value }, 'set');
  },
  async text(event: SettingsEvent): Promise<Refused> {
    const campaign = campaignOf(event);
    const form = await readForm(event, texts);
    if (!form.ok) return form.response;
    return write(event, form.values, 'campaign.text', { campaign, ...form.value }, form.value.locale);
  },
};
