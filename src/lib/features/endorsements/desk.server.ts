/** What organizers do with organisations, as form actions. */
import type { RequestEvent } from '@sveltejs/kit';
import type { FormDone } from '$lib/contracts/forms';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { uuidFor } from '$lib/kernel/ids';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { memberOf } from '$lib/server/desk.server';
import { readUpload, storeFile, type Upload } from '$lib/server/files/index.server';
import { readForm, refuse, type Form } from '$lib/server/forms.server';
import { applyOp } from '$lib/server/team-op.server';
import { sealedContact } from './endorsements.repo.server';
import { endorserKey, sealedPlace } from './places.server';
import { organisationsChanged } from './public.server';
import { addSchema, contactSchema, decideSchema, removeSchema, setSchema, type AddForm } from './schema';

type DeskEvent = Pick<RequestEvent, 'locals' | 'request' | 'route'>;
type Refused = Extract<Form<unknown>, { ok: false }>['response'];

const campaignOf = ({ locals }: DeskEvent): string => memberOf(locals, 'signatures.write').membership.campaignId;
const LOGO = { field: 'logo', kind: 'logo' } as const;

async function write<K extends OpKind>(
  event: DeskEvent,
  values: Record<string, string>,
  operation: { kind: K; args: OpArgs[K]; opId: string },
  done: FormDone,
): Promise<Refused | FormDone> {
  const applied = await applyOp(event.locals, operation.kind, operation.args, operation.opId);
  if (!applied.ok) return refuse(values, applied);
  organisationsChanged();
  return done;
}

/** Absent when no file was chosen, so that the old logo stays. */
async function logoOf(campaign: string, upload: Upload | null, op: string) {
  if (upload === null) return { ok: true, value: undefined } as const;
  return storeFile(campaign, 'logo', upload, uuidFor(op, 'logo'));
}

function sealedOf(campaign: string, id: string, { contact, email }: Pick<AddForm, 'contact' | 'email'>) {
  const { keyring } = ronda();
  return {
    ...(contact === '' ? {} : { contactSealed: keyring.seal(contact, sealedPlace(id, 'contact')) }),
    ...(email === ''
      ? {}
      : {
          emailSealed: keyring.seal(email, sealedPlace(id, 'email')),
          emailKey: endorserKey(keyring, campaign, email),
        }),
  };
}

export const endorsementActions = {
  async add(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = campaignOf(event);
    const form = await readUpload(event, addSchema, LOGO);
    if (!form.ok) return form.response;
    const { op: id, name, country, kind, website, quote, locale, place } = form.value;
    const logo = await logoOf(campaign, form.file, id);
    if (!logo.ok) return refuse(form.values, logo);
    const about = { name, country, kind, website, quote, locale, place, ...(logo.value && { logo: logo.value }) };
    const args = { campaign, id, ...about, ...sealedOf(campaign, id, form.value) };
    // What is sealed looks different each time: the row's id makes a second press the same, not the operation's.
    const opId = uuidFor(id, JSON.stringify(args));
    return write(event, form.values, { kind: 'endorsement.add', args, opId }, { done: 'added', what: name });
  },
  async set(event: DeskEvent): Promise<Refused | FormDone> {
    const campaign = campaignOf(event);
    const form = await readUpload(event, setSchema, LOGO);
    if (!form.ok) return form.response;
    const { op: opId, ...about } = form.value;
    const logo = await logoOf(campaign, form.file, opId);
    if (!logo.ok) return refuse(form.values, logo);
    const args = { ...about, ...(logo.value && { logo: logo.value }) };
    return write(event, form.values, { kind: 'endorsement.set', args, opId }, { done: 'set', what: about.name });
  },
  async decide(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, decideSchema);
    if (!form.ok) return form.response;
    const { op: opId, ...args } = form.value;
    const done = await write(
      event,
      form.values,
      { kind: 'endorsement.decide', args, opId },
      { done: args.state, what: args.endorsement },
    );
    ronda().outbox.poke();
    return done;
  },
  async remove(event: DeskEvent): Promise<Refused | FormDone> {
    campaignOf(event);
    const form = await readForm(event, removeSchema);
    if (!form.ok) return form.response;
    const { op: opId, ...args } = form.value;
    const done = { done: args.removed ? 'removed' : 'restored', what: args.endorsement };
    return write(event, form.values, { kind: 'endorsement.remove', args, opId }, done);
  },
  /** Who wrote for one organisation. */
  async contact(event: DeskEvent) {
    const { membership } = memberOf(event.locals, 'signatures.read');
    const form = await readForm(event, contactSchema);
    if (!form.ok) return form.response;
    const { endorsement } = form.value;
    const { keyring } = ronda();
    const found = await attempt(() => sealedContact(event.locals.db, membership.campaignId, endorsement));
    if (!found.ok) return refuse(form.values, found);
    const opened = (column: 'contact' | 'email', sealed: string | null | undefined): string =>
      sealed ? keyring.open(sealed, sealedPlace(endorsement, column)) : '';
    return {
      contact: {
        endorsement,
        name: opened('contact', found.value?.contactSealed),
        email: opened('email', found.value?.emailSealed),
      },
    };
  },
};
