/** What is written about documents; part of `OpArgs`. */
type Id = string;

/** As `documents.kind` in the database. */
export const DOCUMENT_KINDS = [
  'filing',
  'ruling',
  'notice',
  'evidence',
  'medical',
  'identity',
  'power',
  'letter',
  'paper',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** As `document_events.kind` in the database. */
export const DOCUMENT_EVENTS = [
  'received',
  'opened',
  'copied',
  'handed',
  'edited',
  'removed',
  'restored',
  'destroyed',
] as const;
export type DocumentEvent = (typeof DOCUMENT_EVENTS)[number];

/** Bytes of one file; the same number stands in SQL. */
export const DOCUMENT_MOST_BYTES = 536_870_912;

/** What is read of a sealed document, each written down apart: a line of a list, the page with its picture, the bytes. */
export type DocumentLook = 'title' | 'open' | 'copy';

export interface DocumentOps {
  /**
   * Keeps a place for the bytes, which come in parts (`PUT`) and make it a document when they are whole. A new version
   * (`replaces`) and a redacted copy (`redacts`) hang on the case and person of what they come from.
   */
  'documents.begin': {
    campaign: Id;
    id: Id;
    kind: DocumentKind;
    case?: Id | null;
    person?: Id | null;
    replaces?: Id | null;
    redacts?: Id | null;
    /** Bytes, as an integer. */
    size: number;
    /** Sealed by the application for `documents|<id>|title`, `name`, `facts` and `key` (class P2). */
    titleSealed: string;
    nameSealed: string;
    factsSealed?: string | null;
    keySealed: string;
  };
  /** Before anything sealed is read; at most fifty at once. */
  'documents.look': { documents: Id[]; what: DocumentLook };
  /** Absent leaves what there is; null takes a document off its case or person. */
  'documents.edit': {
    document: Id;
    kind?: DocumentKind;
    case?: Id | null;
    person?: Id | null;
    titleSealed?: string;
    factsSealed?: string | null;
  };
  /** Handed over, with the receipt; sealed for `document_events|<id>|note`. */
  'documents.hand': { document: Id; id: Id; noteSealed: string };
  /** Kept for thirty days, then its bytes are destroyed. */
  'documents.remove': { document: Id };
  'documents.restore': { document: Id };
}
