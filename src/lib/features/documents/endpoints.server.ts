import { json, type RequestEvent } from '@sveltejs/kit';
import type { Failure, Result } from '$lib/contracts/errors';
import { isUuid } from '$lib/kernel/ids';
import { forPage, memberOf, refusePage } from '$lib/server/desk.server';
import { httpStatus } from '$lib/server/errors.server';
import { readForm, refuse } from '$lib/server/forms.server';
import { stampPicture } from '$lib/server/print/stamp.server';
import { downloadAnswer, pictureAnswer } from './answers.server';
import { downloadDocument, viewDocument } from './documents.server';
import { beginSchema } from './schema';
import { viewerCode } from './seals.server';
import { beginUpload, finishUpload, giveUp, takePart, uploadState } from './upload.server';

type Event = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'params'>;

const told = (failure: Failure): Response => json(failure, { status: httpStatus(failure.code) });
const answer = (done: Result<unknown>): Response => (done.ok ? json(done) : told(done));
function uploadOf({ locals, params }: Event): { campaign: string; id: string } {
  const { membership } = memberOf(locals, 'people.confidential');
  const id: unknown = Reflect.get(params, 'upload');
  if (!isUuid(id)) refusePage('not_found');
  return { campaign: membership.campaignId, id };
}

/** Announces a file; the answer says which parts to send. A refusal is that of a form. */
export async function beginEndpoint(event: Event): Promise<Response> {
  const { membership } = memberOf(event.locals, 'people.confidential');
  const form = await readForm(event, beginSchema);
  if (!form.ok) {
    const { errors, ...rest } = form.response.data;
    const { size, name: called, ...others } = errors;
    const file = called ?? size;
    return json({ ...rest, errors: file ? { ...others, file } : others }, { status: form.response.status });
  }
  const { name, size, ...fields } = form.value;
  const begun = await beginUpload(event.locals, membership.campaignId, fields, { name, size });
  if (begun.ok) return json(begun.value);
  const refused = refuse(form.values, begun);
  return json(refused.data, { status: refused.status });
}

export async function stateEndpoint(event: Event): Promise<Response> {
  const { campaign, id } = uploadOf(event);
  const state = await uploadState(event.locals.db, campaign, id);
  return state.ok ? json(state.value) : told(state);
}

export async function partEndpoint(event: Event): Promise<Response> {
  const { campaign, id } = uploadOf(event);
  const asked = event.url.searchParams.get('part') ?? '';
  return answer(
    await takePart(event.locals, campaign, id, /^\d{1,6}$/.test(asked) ? Number(asked) : -1, event.request),
  );
}

export async function finishEndpoint(event: Event): Promise<Response> {
  const { campaign, id } = uploadOf(event);
  return answer(await finishUpload(event.locals, campaign, id));
}

export async function giveUpEndpoint(event: Event): Promise<Response> {
  const { campaign, id } = uploadOf(event);
  return answer(await giveUp(event.locals, campaign, id));
}

/** A POST, because it writes down who took a copy. */
export async function downloadEndpoint({ locals, params }: Event): Promise<Response> {
  const { membership } = memberOf(locals, 'people.confidential');
  const id: unknown = Reflect.get(params, 'document');
  if (!isUuid(id)) refusePage('not_found');
  const found = await downloadDocument(locals, membership.campaignId, id);
  if (!found.ok) refusePage(found.code, found.errorId);
  return downloadAnswer(found.value);
}

/** The viewing copy, with who looks and when written on it. Nothing is there for whoever did not open the document just before. */
export async function viewEndpoint({ locals, params }: Event): Promise<Response> {
  const { membership, actor } = memberOf(locals, 'people.confidential');
  const id: unknown = Reflect.get(params, 'document');
  if (!isUuid(id)) refusePage('not_found');
  const bytes = await forPage(() => viewDocument(locals.db, membership.campaignId, id));
  if (bytes === null) refusePage('not_found');
  // In the one zone that needs no campaign to be read: it is compared with the log, not read by a person in a hurry.
  const line = `${viewerCode(actor.userId)} · ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return pictureAnswer(await stampPicture(bytes, line));
}
