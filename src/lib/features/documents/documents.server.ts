import type { InferOutput } from 'valibot';
import type { Result } from '$lib/contracts/errors';
import type { DocumentLook } from '$lib/contracts/ops-documents';
import { uuidv7 } from '$lib/kernel/ids';
import { fail, ok } from '$lib/kernel/result';
import { attempt } from '$lib/server/errors.server';
import { applyOp } from '$lib/server/team-op.server';
import { openKept } from '$lib/server/vault/index.server';
import { sealedDocuments, type SealedDocument } from './documents.repo.server';
import { packFacts, unpackFacts, type OpenDocument, type Titles } from './model';
import type { editSchema, handSchema } from './schema';
import { openCell, openNote, sealCell, sealNote } from './seals.server';
import { bytesName, viewName } from './upload.server';

/** First the record, then what it is about. */
async function look(
  locals: App.Locals,
  campaign: string,
  documents: string[],
  what: DocumentLook,
  op: string,
): Promise<Result<SealedDocument[]>> {
  const recorded = await applyOp(locals, 'documents.look', { documents, what }, op);
  return recorded.ok ? attempt(() => sealedDocuments(locals.db, campaign, documents, what)) : recorded;
}

const namesOf = ({ id, title, name }: SealedDocument): { title: string; name: string } => ({
  title: openCell(id, 'title', title),
  name: openCell(id, 'name', name),
});

export async function openTitles(
  locals: App.Locals,
  campaign: string,
  documents: string[],
  op: string,
): Promise<Result<Titles>> {
  const found = await look(locals, campaign, documents, 'title', op);
  return found.ok ? ok(Object.fromEntries(found.value.map((one) => [one.id, namesOf(one)]))) : found;
}

export async function openDocument(
  locals: App.Locals,
  campaign: string,
  document: string,
  op: string,
): Promise<Result<OpenDocument>> {
  const found = await look(locals, campaign, [document], 'open', op);
  if (!found.ok) return found;
  const [one] = found.value;
  if (!one) return fail('not_found');
  const facts = unpackFacts(one.facts ? openCell(document, 'facts', one.facts) : null);
  const notes = Object.fromEntries(
    Object.entries(one.notes ?? {}).map(([event, sealed]) => [event, openNote(event, sealed)]),
  );
  return ok({ ...namesOf(one), facts, notes });
}

export interface Download {
  bytes: ReadableStream<Uint8Array>;
  name: string;
  type: string;
  size: number;
}

/** The original. Each download is a copy that the log of the document names. */
export async function downloadDocument(
  locals: App.Locals,
  campaign: string,
  document: string,
): Promise<Result<Download>> {
  const found = await look(locals, campaign, [document], 'copy', uuidv7());
  if (!found.ok) return found;
  const [one] = found.value;
  if (!one?.key || !one.stored) return fail('not_found');
  const { stored, key, type = 'application/octet-stream', size = 0 } = one;
  const kept = await attempt(() => openKept(bytesName(campaign, document), openCell(document, 'key', key), stored));
  if (!kept.ok) return kept;
  return kept.value ? ok({ bytes: kept.value, name: namesOf(one).name, type, size }) : fail('unavailable');
}

/** The viewing copy, for whoever opened the document a moment ago; null when there is none for them. */
export async function viewDocument(
  db: App.Locals['db'],
  campaign: string,
  document: string,
): Promise<Uint8Array | null> {
  const [one] = await sealedDocuments(db, campaign, [document], 'open');
  if (!one?.key || !one.stored || !one.hasView) return null;
  const kept = await openKept(viewName(campaign, document), openCell(document, 'key', one.key), one.stored);
  return kept && new Uint8Array(await new Response(kept as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

export function editDocument(
  locals: App.Locals,
  document: string,
  { op, kind, title, case: the, person, ...facts }: InferOutput<typeof editSchema>,
): Promise<Result<unknown>> {
  const packed = packFacts(facts);
  return applyOp(
    locals,
    'documents.edit',
    {
      document,
      kind,
      case: the || null,
      person: person || null,
      titleSealed: sealCell(document, 'title', title),
      factsSealed: packed === null ? null : sealCell(document, 'facts', packed),
    },
    op,
  );
}

export function handDocument(
  locals: App.Locals,
  document: string,
  { op, to, receipt, remark }: InferOutput<typeof handSchema>,
): Promise<Result<unknown>> {
  const note = [to, receipt, remark].filter((text) => text !== '').join('\n');
  return applyOp(locals, 'documents.hand', { document, id: op, noteSealed: sealNote(op, note) }, op);
}

export const removeDocument = (locals: App.Locals, document: string, op: string): Promise<Result<unknown>> =>
  applyOp(locals, 'documents.remove', { document }, op);
export const restoreDocument = (locals: App.Locals, document: string, op: string): Promise<Result<unknown>> =>
  applyOp(locals, 'documents.restore', { document }, op);
