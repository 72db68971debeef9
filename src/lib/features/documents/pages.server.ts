import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { StreamName } from '$lib/contracts/journal';
import { DOCUMENT_KINDS } from '$lib/contracts/ops-documents';
import { isUuid, uuidv7 } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { readPassing } from '$lib/server/files/index.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { call } from '$lib/server/rpc.server';
import {
  editDocument,
  handDocument,
  openDocument,
  openTitles,
  removeDocument,
  restoreDocument,
} from './documents.server';
import { besides, eventsOf, findDocuments, oneDocument } from './documents.repo.server';
import { DOCUMENT_STATES, type CustodyEvent, type DocumentFilter, type DocumentLine, type Heard } from './model';
import { editSchema, handSchema, opSchema, titlesSchema, uploadSchema } from './schema';
import { viewerCode } from './seals.server';
import { keepWhole } from './upload.server';

const PAGE = 25;
/** Bytes of a file in a form without scripts: it arrives in one piece and lies in memory until it is sealed. */
const FORM_MOST = 8_388_608;
type Event = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'route' | 'params'>;

/** What hangs on a compartment is told in its stream, the rest in that of the legal desk. Only of rows this member has read. */
async function heardOf(campaign: string, lines: readonly DocumentLine[]): Promise<Heard[]> {
  const cells = new Set(lines.flatMap(({ compartmentId }) => compartmentId ?? []));
  const streams: StreamName[] = [
    `campaign:${campaign}:legal`,
    ...[...cells].map((id): StreamName => `compartment:${id}`),
  ];
  const heads = await call<Record<string, number>>(ronda().backend.system(), 'live_heads', { streams });
  return streams.map((stream) => ({ stream, head: heads[stream] ?? 0 }));
}

function beforeOf(text: string | null): { at: string; id: string } | null {
  const [at = '', id = ''] = (text ?? '').split('_');
  return isUuid(id) && /^[\d-]{10}T[\d:.]{8,16}(Z|[+-]\d\d:\d\d)$/.test(at) ? { at, id } : null;
}

/** The list of all documents, or of those that hang on one person or case. */
export async function documentsPage({ locals, url }: Event, hangs: { person?: string; case?: string } = {}) {
  const { membership } = memberOf(locals, 'people.confidential');
  const asked = url.searchParams;
  const uuid = (name: string): string | null => {
    const value = asked.get(name);
    return isUuid(value) ? value : null;
  };
  const filter: DocumentFilter = {
    kind: DOCUMENT_KINDS.find((kind) => kind === asked.get('kind')) ?? null,
    state: DOCUMENT_STATES.find((state) => state === asked.get('state')) ?? 'current',
    person: hangs.person ?? uuid('person'),
    case: hangs.case ?? uuid('case'),
  };
  const found = await forPage(() =>
    findDocuments(locals.db, membership.campaignId, filter, beforeOf(asked.get('before')), PAGE + 1),
  );
  const lines = found.slice(0, PAGE);
  const last = lines.at(-1);
  const heard = await forPage(() => heardOf(membership.campaignId, lines));
  const next = found.length > PAGE && last ? `${last.createdAt}_${last.id}` : null;
  return { op: uuidv7(), heard, filter, lines, next, first: !asked.has('before') };
}

/** One document before it is opened: versions, copies, chain of custody. */
export async function documentPage({ locals }: Event, id: string) {
  const { membership, actor } = memberOf(locals, 'people.confidential');
  const campaign = membership.campaignId;
  const document = isUuid(id) ? await forPage(() => oneDocument(locals.db, campaign, id)) : null;
  if (!document) refusePage('not_found');
  const heard = await forPage(() => heardOf(campaign, [document]));
  const events = await forPage(() => eventsOf(locals.db, campaign, id));
  const told: CustodyEvent[] = events.map((one) => ({ ...one, byCode: one.by === null ? null : viewerCode(one.by) }));
  const near = await forPage(() => besides(locals.db, campaign, document));
  return { op: uuidv7(), heard, document, events: told, near, viewer: viewerCode(actor.userId) };
}

/** What was refused is gone, and with it the id it came under: the next attempt takes another. */
const anew = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'op'));

async function upload(event: Event) {
  const { membership } = memberOf(event.locals, 'people.confidential');
  const form = await readPassing(event, uploadSchema, {
    field: 'file',
    most: FORM_MOST,
    tooLarge: 'document_form_too_large',
  });
  if (!form.ok) return form.response;
  if (form.bytes === null) return refuse(form.values, fail('invalid', { field: 'file', rule: 'document_empty' }));
  const kept = await keepWhole(event.locals, membership.campaignId, form.value, { name: form.name, bytes: form.bytes });
  if (!kept.ok) return refuse(anew(form.values), kept);
  redirect(303, `/desk/${membership.slug}/documents/${kept.value}`);
}

/** Of a list. */
export const listActions = {
  upload,
  async titles(event: Event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, titlesSchema);
    if (!form.ok) return form.response;
    const { documents, op } = form.value;
    const opened = await openTitles(event.locals, membership.campaignId, documents, op);
    return opened.ok ? { titles: opened.value } : refuse(form.values, opened);
  },
};

const saved = { done: 'saved', what: '' };
const idOf = ({ params }: Event): string => Reflect.get(params, 'document') ?? '';

/** Of the page of one. */
export const documentActions = {
  upload,
  async look(event: Event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    const opened = await openDocument(event.locals, membership.campaignId, idOf(event), form.value.op);
    return opened.ok ? { opened: opened.value } : refuse(form.values, opened);
  },
  async edit(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, editSchema);
    if (!form.ok) return form.response;
    const done = await editDocument(event.locals, idOf(event), form.value);
    return done.ok ? saved : refuse(form.values, done);
  },
  async hand(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, handSchema);
    if (!form.ok) return form.response;
    const done = await handDocument(event.locals, idOf(event), form.value);
    return done.ok ? { done: 'handed', what: '' } : refuse(form.values, done);
  },
  async remove(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    const done = await removeDocument(event.locals, idOf(event), form.value.op);
    return done.ok ? { done: 'removed', what: '' } : refuse(form.values, done);
  },
  async restore(event: Event) {
    memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, opSchema);
    if (!form.ok) return form.response;
    const done = await restoreDocument(event.locals, idOf(event), form.value.op);
    return done.ok ? { done: 'restored', what: '' } : refuse(form.values, done);
  },
};
