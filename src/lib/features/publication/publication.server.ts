/** What the legal desk does with consents and public cards, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import type { ToldField } from '$lib/contracts/ops-publication';
import type { Permission } from '$lib/contracts/permissions';
import { uuidFor } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import type { Place } from '$lib/server/crypto/keyring.server';
import { forPage, memberOf } from '$lib/server/desk.server';
import { attempt } from '$lib/server/errors.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { streamHead } from '$lib/server/realtime/heads.server';
import { applyOp } from '$lib/server/team-op.server';
import { PUBLISHED_FIELDS, type Consent, type Publication } from './model';
import { publicationChanged } from './public.server';
import { consentNote, consentsOf, publicationOf } from './publication.repo.server';
import {
  cardSchema,
  clockSchema,
  CONSENT_GROUPS,
  consentSchema,
  giveSchema,
  takeDownSchema,
  type CardForm,
} from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'params'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const notePlace = (consent: string): Place => ({ table: 'consents', row: consent, column: 'note' });
const personOf = ({ params }: DeskEvent): string => params['person'] ?? '';
const may = ({ locals }: DeskEvent, permission: Permission = 'people.confidential') => memberOf(locals, permission);

/** What the tab shows; to whoever may not reach the person it does not exist. */
export async function publicationPage(
  locals: App.Locals,
  person: string,
): Promise<{ head: number; consents: Consent[]; publication: Publication }> {
  const { membership } = memberOf(locals, 'people.confidential');
  return forPage(async () => {
    const head = await streamHead(`campaign:${membership.campaignId}:legal`);
    const [publication, consents] = await Promise.all([
      publicationOf(locals.db, person),
      consentsOf(locals.db, person),
    ]);
    return { head, consents, publication };
  });
}

async function write<K extends OpKind>(
  event: DeskEvent,
  values: Record<string, string>,
  operation: { kind: K; args: OpArgs[K]; op: string },
  done: string,
): Promise<Refused | FormDone> {
  const applied = await applyOp(event.locals, operation.kind, operation.args, operation.op);
  if (!applied.ok) return refuse(values, applied);
  publicationChanged();
  return { done, what: '' };
}

const valuesOf = (card: CardForm): { field: ToldField; value: string }[] =>
  PUBLISHED_FIELDS.flatMap((field) => {
    const value = card[field];
    return value === '' ? [] : [{ field, value }];
  });

export const publicationActions = {
  async give(event: DeskEvent): Promise<Refused | FormDone> {
    may(event);
    const form = await readForm(event, giveSchema, CONSENT_GROUPS);
    if (!form.ok) return form.response;
    const { op: id, how, note, ...consent } = form.value;
    const noteSealed = note === '' ? null : ronda().keyring.seal(note, notePlace(id));
    const args = { person: personOf(event), id, ...consent, form: how, noteSealed };
    return write(event, form.values, { kind: 'consents.give', args, op: id }, 'given');
  },
  async revoke(event: DeskEvent): Promise<Refused | FormDone> {
    may(event);
    const form = await readForm(event, consentSchema);
    if (!form.ok) return form.response;
    const { op, consent } = form.value;
    return write(event, form.values, { kind: 'consents.revoke', args: { consent }, op }, 'revoked');
  },
  /** First the record, then who gave it. */
  async note(event: DeskEvent) {
    may(event);
    const form = await readForm(event, consentSchema);
    if (!form.ok) return form.response;
    const { op, consent } = form.value;
    const recorded = await applyOp(event.locals, 'consents.look', { consent }, op);
    if (!recorded.ok) return refuse(form.values, recorded);
    const sealed = await attempt(() => consentNote(event.locals.db, consent));
    if (!sealed.ok) return refuse(form.values, sealed);
    const text = sealed.value === null ? '' : ronda().keyring.open(sealed.value, notePlace(consent));
    return { note: { consent, text } };
  },
  /** Shows and keeps nothing: what was typed is in the answer and nowhere else. */
  async preview(event: DeskEvent) {
    may(event);
    const form = await readForm(event, cardSchema);
    if (!form.ok) return form.response;
    const { opens } = await forPage(() => publicationOf(event.locals.db, personOf(event)));
    const allowed = valuesOf(form.value).filter(({ field }) => opens[field]?.includes('web'));
    return { preview: Object.fromEntries(allowed.map(({ field, value }) => [field, value])), typed: form.values };
  },
  async publish(event: DeskEvent): Promise<Refused | FormDone> {
    may(event);
    const form = await readForm(event, cardSchema);
    if (!form.ok) return form.response;
    const { op, locale, index } = form.value;
    const person = personOf(event);
    const fields = valuesOf(form.value).map(({ field, value }) => ({
      field,
      value,
      hash: ronda().keyring.index(`publication.${field}`, value),
    }));
    if (fields.length === 0) return refuse(form.values, fail('invalid', { field: 'name', rule: 'nothing_told' }));
    // Another text is another operation, whatever id the form was sent with.
    const args = { person, id: op, locale, noindex: !index, fields };
    const opId = uuidFor(op, JSON.stringify(args));
    return write(event, form.values, { kind: 'publication.publish', args, op: opId }, 'published');
  },
  async takeDown(event: DeskEvent): Promise<Refused | FormDone> {
    may(event);
    const form = await readForm(event, takeDownSchema);
    if (!form.ok) return form.response;
    const args = { person: personOf(event) };
    return write(event, form.values, { kind: 'publication.take_down', args, op: form.value.op }, 'taken_down');
  },
};

/** Whether the public sees the detention clock; of those who may write the campaign. */
export const clockActions = {
  async clock(event: DeskEvent): Promise<Refused | FormDone> {
    const { membership } = may(event, 'campaign.write');
    const form = await readForm(event, clockSchema);
    if (!form.ok) return form.response;
    const { op, shown } = form.value;
    const args = { campaign: membership.campaignId, shown };
    return write(event, form.values, { kind: 'publication.clock', args, op }, shown ? 'shown' : 'hidden');
  },
};
