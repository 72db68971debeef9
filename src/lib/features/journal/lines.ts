/** One entry of the journal as a page shows it. */
export interface JournalLine {
  seq: number;
  at: string;
  what: string;
  /** SHA-256 over the entry before and this one, in hex. */
  hash: string;
}

/** What walking one chain has found. */
export type Chain = { ok: true; entries: number; hash: string } | { ok: false; seq: number; expected: number };
export type Verified = Chain & { stream: string; label: string };
