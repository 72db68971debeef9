import { DOCUMENT_MOST_BYTES } from '$lib/contracts/ops-documents';
import type { Result } from '$lib/contracts/errors';
import { fail, invalid, ok } from '$lib/kernel/result';
import { ronda } from '$lib/server/app.server';
import { attempt } from '$lib/server/errors.server';
import { cleanPicture } from '$lib/server/print/picture.server';
import { call } from '$lib/server/rpc.server';
import { applyOp } from '$lib/server/team-op.server';
import {
  dropKept,
  dropUpload,
  hasRoom,
  keepSealed,
  newVaultKey,
  PART_BYTES,
  partsOf,
  partSize,
  uploadParts,
  whereNow,
  type Parts,
  type Where,
} from '$lib/server/vault/index.server';
import { isNoText, judgeType, measured } from './content.server';
import { announcedUpload, type Announced } from './documents.repo.server';
import { packFacts } from './model';
import { nameRule } from './names';
import type { UploadFields } from './schema';
import { openCell, sealCell } from './seals.server';
import { isPicture } from './types';

/** What the browser needs to send the rest. */
export interface Upload {
  id: string;
  /** The document is whole: nothing is to be sent. */
  ready: boolean;
  /** Bytes of a part. */
  part: number;
  parts: number;
  /** Numbers of the parts that are here. */
  here: number[];
}

/** Bytes of a picture of which a viewing copy is drawn; what is larger would not fit into memory besides. */
const VIEW_MOST = 33_554_432;
/** Pixels of its longest side. */
const VIEW_SIDE = 2400;

export const bytesName = (campaign: string, id: string): string => `${campaign}/${id}.age`;
export const viewName = (campaign: string, id: string): string => `${campaign}/${id}.view.age`;

async function progressOf({ state, size, keySealed }: Announced, id: string): Promise<Upload> {
  const ready = state !== 'uploading';
  const here = ready || keySealed === null ? [] : await uploadParts(id, openCell(id, 'key', keySealed)).here();
  return { id, ready, part: PART_BYTES, parts: partsOf(size), here };
}

/** How far an upload of one's own has come; absent and another's look the same. */
export async function uploadState(db: App.Locals['db'], campaign: string, id: string): Promise<Result<Upload>> {
  return attempt(async () => progressOf(await announcedUpload(db, campaign, id), id));
}

/**
 * Keeps a place for a file. With the same id again it is the same upload, and the answer says what is here already: so it
 * goes on where the line broke.
 */
export async function beginUpload(
  locals: App.Locals,
  campaign: string,
  form: UploadFields,
  file: { name: string; size: number },
): Promise<Result<Upload>> {
  const { op: id, kind, case: the, person, replaces, redacts, title } = form;
  const wrong = nameRule(file.name);
  if (wrong !== null) return invalid(wrong, 'file');
  if (file.size < 1) return invalid('document_empty', 'file');
  if (file.size > DOCUMENT_MOST_BYTES) return invalid('document_too_large', 'file');
  const begun = await uploadState(locals.db, campaign, id);
  if (begun.ok || begun.code !== 'not_found') return begun;
  if (!(await hasRoom(file.size))) return invalid('documents_full', 'file');
  const facts = packFacts(form);
  const done = await applyOp(
    locals,
    'documents.begin',
    {
      campaign,
      id,
      kind,
      case: the || null,
      person: person || null,
      replaces: replaces || null,
      redacts: redacts || null,
      size: file.size,
      titleSealed: sealCell(id, 'title', title || file.name),
      nameSealed: sealCell(id, 'name', file.name),
      factsSealed: facts === null ? null : sealCell(id, 'facts', facts),
      keySealed: sealCell(id, 'key', await newVaultKey()),
    },
    id,
  );
  if (!done.ok) return done.field === 'size' ? { ...done, field: 'file' } : done;
  return uploadState(locals.db, campaign, id);
}

/** All of a body that has exactly `bytes` bytes; null when it has others. No more of it is ever held. */
async function exactly(body: ReadableStream<Uint8Array> | null, bytes: number): Promise<Uint8Array | null> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for await (const piece of body ?? []) {
    if (at + piece.length > bytes) return null;
    whole.set(piece, at);
    at += piece.length;
  }
  return at === bytes ? whole : null;
}

/** Takes part `n`. The same part again is the same part. */
export async function takePart(
  locals: App.Locals,
  campaign: string,
  id: string,
  n: number,
  request: Pick<Request, 'body' | 'headers'>,
): Promise<Result<unknown>> {
  const found = await attempt(() => announcedUpload(locals.db, campaign, id));
  if (!found.ok) return found;
  const { state, size, keySealed } = found.value;
  if (state !== 'uploading' || keySealed === null) return fail('conflict');
  if (!Number.isInteger(n) || n < 0 || n >= partsOf(size)) return invalid('document_part', 'part');
  const wanted = partSize(size, n);
  const told = Number(request.headers.get('content-length') ?? wanted);
  if (told !== wanted) return told > wanted ? fail('too_large') : invalid('document_part', 'part');
  return attempt(async () => {
    const bytes = await exactly(request.body, wanted);
    if (bytes === null) return invalid('document_part', 'part');
    await uploadParts(id, openCell(id, 'key', keySealed)).put(n, bytes);
    return ok();
  }).then((done) => (done.ok ? done.value : done));
}

interface Whole {
  campaign: string;
  id: string;
  size: number;
  name: string;
  key: string;
  parts: Parts;
}

async function viewOf({ size, parts }: Whole, type: string): Promise<Uint8Array | null> {
  if (!isPicture(type) || size > VIEW_MOST) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of parts.all(partsOf(size))) pieces.push(piece);
  return (await cleanPicture(Buffer.concat(pieces), VIEW_SIDE))?.bytes ?? null;
}

/** Judged, sealed as one file and hashed on the way. What the database is told is what was read here. */
async function settle(whole: Whole, by: string): Promise<Result<string>> {
  const { campaign, id, size, name, key, parts } = whole;
  const stored: Where = whereNow();
  const type = await judgeType(parts, size, name);
  if (!type.ok) return type;
  const { bytes, sha256 } = measured(parts.all(partsOf(size)), type.value);
  try {
    await keepSealed(bytesName(campaign, id), key, bytes, stored);
  } catch (error) {
    if (isNoText(error)) return invalid('document_mismatch', 'file');
    throw error;
  }
  const view = await viewOf(whole, type.value);
  if (view) await keepSealed(viewName(campaign, id), key, new Blob([new Uint8Array(view)]).stream(), stored);
  const facts = { type: type.value, sha256: sha256(), hasView: view !== null, stored };
  await call(ronda().backend.system(), 'document_ready', { document: id, by_user: by, facts });
  return ok(id);
}

/** Those that are being settled: a telephone asks again while the first question is still worked on. */
const settling = new Map<string, Promise<Result<string>>>();

async function finish(locals: App.Locals, campaign: string, id: string): Promise<Result<string>> {
  const { state, size, nameSealed, keySealed } = await announcedUpload(locals.db, campaign, id);
  if (state !== 'uploading') return ok(id);
  if (nameSealed === null || keySealed === null || !locals.actor) return fail('conflict');
  const key = openCell(id, 'key', keySealed);
  const parts = uploadParts(id, key);
  if ((await parts.here()).length < partsOf(size)) return invalid('document_unfinished', 'file');
  const name = openCell(id, 'name', nameSealed);
  const done = await settle({ campaign, id, size, name, key, parts }, locals.actor.userId);
  if (!done.ok) await dropUnfinished(campaign, id);
  else await parts.drop();
  return done;
}

/** All parts are here: makes a document of them. What is refused is gone with all its bytes. */
export function finishUpload(locals: App.Locals, campaign: string, id: string): Promise<Result<string>> {
  const under = settling.get(id);
  if (under) return under;
  const work = attempt(() => finish(locals, campaign, id))
    .then((done) => (done.ok ? done.value : done))
    .finally(() => settling.delete(id));
  settling.set(id, work);
  return work;
}

async function dropUnfinished(campaign: string, id: string): Promise<void> {
  await dropUpload(id);
  await Promise.all([bytesName, viewName].map((name) => dropKept(name(campaign, id), whereNow())));
  await call(ronda().backend.system(), 'document_dropped', { document: id });
}

/** Given up by whoever began it. */
export async function giveUp(locals: App.Locals, campaign: string, id: string): Promise<Result<unknown>> {
  const found = await attempt(() => announcedUpload(locals.db, campaign, id));
  if (!found.ok) return found;
  return found.value.state === 'uploading' ? attempt(() => dropUnfinished(campaign, id)) : ok();
}

/** The same for a form that brings its file at once, as browsers without scripts do, and for papers that are kept. */
export async function keepWhole(
  locals: App.Locals,
  campaign: string,
  form: UploadFields,
  file: { name: string; bytes: Uint8Array },
): Promise<Result<string>> {
  const begun = await beginUpload(locals, campaign, form, { name: file.name, size: file.bytes.length });
  if (!begun.ok) return begun;
  const { id, ready, parts, here } = begun.value;
  for (let n = 0; n < parts && !ready; n += 1) {
    if (here.includes(n)) continue;
    const piece = new Uint8Array(file.bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES));
    const taken = await takePart(locals, campaign, id, n, {
      body: new Blob([piece]).stream(),
      headers: new Headers(),
    });
    if (!taken.ok) return taken;
  }
  return ready ? ok(id) : finishUpload(locals, campaign, id);
}
