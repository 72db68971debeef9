import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { uuidv7 } from '$lib/kernel/ids';
import { fail } from '$lib/kernel/result';
import { memberOf, refusePage } from '$lib/server/desk.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { keepWhole } from '../documents/index.server';
import { plainText } from './compose';
import { findPaper } from './papers';
import { openPaper, type OpenPaper } from './papers.server';
import { paperPdf } from './print.server';
import { fileSchema, paperSchema } from './schema';

type Event = Pick<RequestEvent, 'locals' | 'params' | 'request'>;
const personOf = ({ params }: Event): string => Reflect.get(params, 'person') ?? '';

export function papersPage({ locals }: Event): { op: string } {
  memberOf(locals, 'people.confidential');
  return { op: uuidv7() };
}

/** A name that says what it is and nothing of whom: the code beside a legal name would tell who stands behind every coded notice. */
const fileName = ({ paper, locale }: OpenPaper, ending: string): string => `${paper}-${locale}.${ending}`;

const INERT = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
} as const;

export const paperActions = {
  async open(event: Event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, paperSchema);
    if (!form.ok) return form.response;
    const paper = findPaper(form.value.paper);
    if (!paper) return refuse(form.values, fail('invalid', { field: 'paper', rule: 'choice' }));
    const opened = await openPaper(event.locals, membership.campaignId, personOf(event), { ...form.value, paper });
    return opened.ok ? { opened: opened.value } : refuse(form.values, opened);
  },
  /** Kept as a document of the person, sealed like any other. */
  async keep(event: Event) {
    const { membership } = memberOf(event.locals, 'people.confidential');
    const form = await readForm(event, paperSchema);
    if (!form.ok) return form.response;
    const paper = findPaper(form.value.paper);
    if (!paper) return refuse(form.values, fail('invalid', { field: 'paper', rule: 'choice' }));
    const person = personOf(event);
    const asked = { ...form.value, paper, op: uuidv7() };
    const opened = await openPaper(event.locals, membership.campaignId, person, asked);
    if (!opened.ok) return refuse(form.values, opened);
    const fields = { op: form.value.op, kind: 'paper', title: opened.value.title, person, case: '' } as const;
    const none = { capturedAt: '', capturedBy: '', device: '', source: '', note: '', replaces: '', redacts: '' };
    const kept = await keepWhole(
      event.locals,
      membership.campaignId,
      { ...fields, ...none },
      {
        name: fileName(opened.value, 'pdf'),
        bytes: await paperPdf(opened.value),
      },
    );
    if (!kept.ok) return refuse(form.values, kept);
    redirect(303, `/desk/${membership.slug}/documents/${kept.value}`);
  },
};

/** The paper as a file: a POST, because each is a look that is written down. */
export async function paperFile(event: Event): Promise<Response> {
  const { membership } = memberOf(event.locals, 'people.confidential');
  const form = await readForm(event, fileSchema);
  if (!form.ok) error(400, { message: 'invalid', code: 'invalid' });
  const paper = findPaper(form.value.paper);
  if (!paper) refusePage('not_found');
  // Each download is a look of its own, also of the same page.
  const asked = { ...form.value, paper, op: uuidv7() };
  const opened = await openPaper(event.locals, membership.campaignId, personOf(event), asked);
  if (!opened.ok) refusePage(opened.code, opened.errorId);
  const isPdf = form.value.as === 'pdf';
  const bytes = isPdf ? await paperPdf(opened.value) : new TextEncoder().encode(plainText(opened.value));
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...INERT,
      'content-type': isPdf ? 'application/pdf' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName(opened.value, form.value.as)}"`,
    },
  });
}
