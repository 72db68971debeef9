import type { StreamName } from '$lib/contracts/journal';
import type { DocumentEvent, DocumentKind } from '$lib/contracts/ops-documents';

/** A document as the legal desk sees it before anything sealed is opened. */
export interface DocumentLine {
  id: string;
  kind: DocumentKind;
  state: 'uploading' | 'ready' | 'removed' | 'destroyed';
  rootId: string;
  version: number;
  supersededAt: string | null;
  redactedCopyOf: string | null;
  type: string;
  /** Bytes of the original. */
  size: number;
  sha256: string;
  hasView: boolean;
  removedAt: string | null;
  createdBy: string | null;
  /** Instant. */
  createdAt: string;
  caseId: string | null;
  caseCode: string | null;
  personId: string | null;
  personCode: string | null;
  compartmentId: string | null;
}

/** What tells of changes, and how far it was when the page was made. */
export interface Heard {
  stream: StreamName;
  head: number;
}

export interface CustodyEvent {
  id: string;
  kind: DocumentEvent;
  /** Account; null is the machine. */
  by: string | null;
  /** Stands on the viewing copies that this account opened. */
  byCode: string | null;
  /** Instant. */
  at: string;
  hasNote: boolean;
}

/** What is asked about evidence; sealed in one. */
export const FACT_FIELDS = ['capturedAt', 'capturedBy', 'device', 'source', 'note'] as const;
export type FactField = (typeof FACT_FIELDS)[number];
export type Facts = Record<FactField, string>;

/** One text to seal; null when nothing was said. */
export function packFacts(facts: Facts): string | null {
  const { capturedAt, capturedBy, device, source, note } = facts;
  return FACT_FIELDS.some((field) => facts[field] !== '')
    ? JSON.stringify({ capturedAt, capturedBy, device, source, note })
    : null;
}

export function unpackFacts(packed: string | null): Facts {
  const read: unknown = packed === null ? null : JSON.parse(packed);
  const text = (field: FactField): string => {
    const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, field) : '';
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(FACT_FIELDS.map((field) => [field, text(field)])) as Facts;
}

/** Titles and names of files, opened. */
export type Titles = Readonly<Record<string, { title: string; name: string }>>;

/** What was opened of one document a moment ago. */
export interface OpenDocument {
  title: string;
  name: string;
  facts: Facts;
  /** Receipts, by the event they belong to. */
  notes: Readonly<Record<string, string>>;
}

/** Days for which a removed document can be put back; as in `documents_due`. */
export const REMOVED_DAYS = 30;

export const DOCUMENT_STATES = ['current', 'superseded', 'removed'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export interface DocumentFilter {
  kind: DocumentKind | null;
  state: DocumentState;
  /** On which a page of its own shows what hangs; null for all. */
  person: string | null;
  case: string | null;
}

/** `1.4 MB` in the decimal units that telephones show. */
export function bytesText(size: number, decimal: ',' | '.'): string {
  const [unit, by] = size >= 1_000_000 ? ['MB', 1_000_000] : ['kB', 1000];
  const amount = size / by;
  return `${amount.toFixed(amount < 10 ? 1 : 0).replace('.', decimal)} ${unit}`;
}
