import type { DocumentLook } from '$lib/contracts/ops-documents';
import type { Db } from '$lib/server/backend/index.server';
import { dataOf } from '$lib/server/errors.server';
import { call } from '$lib/server/rpc.server';
import type { Where } from '$lib/server/vault/index.server';
import type { CustodyEvent, DocumentFilter, DocumentLine } from './model';

const COLUMNS =
  'id, kind, state, root_id, version, superseded_at, redacted_copy_of, type, size, sha256, has_view, removed_at, created_by, created_at, case_id, person_id, compartment_id, cases(code), people(code)';

interface Raw {
  id: string;
  kind: DocumentLine['kind'];
  state: DocumentLine['state'];
  root_id: string;
  version: number;
  superseded_at: string | null;
  redacted_copy_of: string | null;
  type: string | null;
  size: number;
  sha256: string | null;
  has_view: boolean;
  removed_at: string | null;
  created_by: string | null;
  created_at: string;
  case_id: string | null;
  person_id: string | null;
  compartment_id: string | null;
  cases: { code: string } | null;
  people: { code: string } | null;
}

const lineOf = (raw: Raw): DocumentLine => ({
  id: raw.id,
  kind: raw.kind,
  state: raw.state,
  rootId: raw.root_id,
  version: raw.version,
  supersededAt: raw.superseded_at,
  redactedCopyOf: raw.redacted_copy_of,
  type: raw.type ?? '',
  size: raw.size,
  sha256: raw.sha256 ?? '',
  hasView: raw.has_view,
  removedAt: raw.removed_at,
  createdBy: raw.created_by,
  createdAt: raw.created_at,
  caseId: raw.case_id,
  caseCode: raw.cases?.code ?? null,
  personId: raw.person_id,
  personCode: raw.people?.code ?? null,
  compartmentId: raw.compartment_id,
});

const rowsOf = (data: unknown): DocumentLine[] => ((data ?? []) as Raw[]).map(lineOf);

/** Newest first, `n` at a time, as a member: what hangs on a compartment of others is not there. */
export async function findDocuments(
  db: Db,
  campaign: string,
  { kind, state, person, case: the }: DocumentFilter,
  before: { at: string; id: string } | null,
  n: number,
): Promise<DocumentLine[]> {
  let asked = db.from('documents').select(COLUMNS).eq('campaign_id', campaign);
  if (state === 'removed') asked = asked.in('state', ['removed', 'destroyed']);
  else asked = asked.eq('state', 'ready');
  if (state === 'current') asked = asked.is('superseded_at', null);
  if (state === 'superseded') asked = asked.not('superseded_at', 'is', null);
  if (kind !== null) asked = asked.eq('kind', kind);
  if (person !== null) asked = asked.eq('person_id', person);
  if (the !== null) asked = asked.eq('case_id', the);
  if (before) asked = asked.or(`created_at.lt.${before.at},and(created_at.eq.${before.at},id.lt.${before.id})`);
  return rowsOf(
    dataOf(await asked.order('created_at', { ascending: false }).order('id', { ascending: false }).limit(n)),
  );
}

export async function oneDocument(db: Db, campaign: string, document: string): Promise<DocumentLine | null> {
  const found = dataOf(
    await db.from('documents').select(COLUMNS).eq('campaign_id', campaign).eq('id', document).neq('state', 'uploading'),
  );
  return rowsOf(found)[0] ?? null;
}

/** Its versions and redacted copies, and others with the very same bytes. */
export async function besides(db: Db, campaign: string, { id, rootId, sha256 }: DocumentLine): Promise<DocumentLine[]> {
  const found = dataOf(
    await db
      .from('documents')
      .select(COLUMNS)
      .eq('campaign_id', campaign)
      .neq('state', 'uploading')
      .or(`root_id.eq.${rootId},redacted_copy_of.eq.${id},sha256.eq.${sha256}`)
      .order('created_at', { ascending: false })
      .limit(100),
  );
  return rowsOf(found).filter((line) => line.id !== id);
}

/** The chain of custody, newest first. */
export async function eventsOf(db: Db, campaign: string, document: string): Promise<Omit<CustodyEvent, 'byCode'>[]> {
  const found = dataOf(
    await db
      .from('document_events')
      .select('id, kind, created_by, created_at, note_digest')
      .eq('campaign_id', campaign)
      .eq('document_id', document)
      .order('created_at', { ascending: false })
      .limit(200),
  );
  const rows = (found ?? []) as {
    id: string;
    kind: CustodyEvent['kind'];
    created_by: string | null;
    created_at: string;
    note_digest: string | null;
  }[];
  return rows.map(({ id, kind, created_by: by, created_at: at, note_digest: note }) => ({
    id,
    kind,
    by,
    at,
    hasNote: note !== null,
  }));
}

/** What an upload was announced as; only for whoever began it. */
export interface Announced {
  state: DocumentLine['state'];
  kind: DocumentLine['kind'];
  size: number;
  nameSealed: string | null;
  keySealed: string | null;
}
export function announcedUpload(db: Db, campaign: string, document: string): Promise<Announced> {
  return call(db, 'document_upload', { campaign, document });
}

/** What is sealed of documents, of which whoever asks wrote down a moment ago that they look. */
export interface SealedDocument {
  id: string;
  title: string;
  name: string;
  /** These only after a look at more than titles. */
  facts?: string | null;
  key?: string;
  stored?: Where;
  type?: string;
  size?: number;
  hasView?: boolean;
  notes?: Record<string, string>;
}
export function sealedDocuments(
  db: Db,
  campaign: string,
  documents: readonly string[],
  what: DocumentLook,
): Promise<SealedDocument[]> {
  return call(db, 'documents_sealed', { campaign, documents, what });
}
