import type { Row } from '$lib/contracts/journal';

/** A batch of sheets as the team sees it. */
export interface PaperBatch {
  id: string;
  label: string;
  place: string;
  /** Civil day. */
  day: string;
  onSheet: number;
  typed: number;
  /** Rows of people who are counted elsewhere, and those of them who signed online. */
  twins: number;
  twinsOnline: number;
  scan: string | null;
  removed: boolean;
  removedWhy: string;
  createdAt: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Batches, the newest first. */
export function readBatches(rows: readonly Row[]): PaperBatch[] {
  return rows
    .map((row): PaperBatch => ({
      id: text(row['id']),
      label: text(row['label']),
      place: text(row['place']),
      day: text(row['day']),
      onSheet: count(row['on_sheet']),
      typed: count(row['typed']),
      twins: count(row['twins']),
      twinsOnline: count(row['twins_online']),
      scan: text(row['scan_id']) || null,
      removed: typeof row['removed_at'] === 'string',
      removedWhy: text(row['removed_why']),
      createdAt: text(row['created_at']),
    }))
    .sort((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? 1 : -1));
}

/** What a batch adds to the count; the same rule stands in SQL (`app.paper_total`). */
export function countedOf({ onSheet, typed, twins, removed }: PaperBatch): number {
  return removed ? 0 : Math.max(onSheet, typed) - twins;
}

/** Rows that repeat somebody, by where that person stands. */
export function repeatsOf({ twins, twinsOnline }: PaperBatch): { online: number; paper: number } {
  return { online: twinsOnline, paper: twins - twinsOnline };
}

/** A row as it is shown to whoever may read it. */
export interface PaperRow {
  id: string;
  /** Its place in the batch; what was struck leaves a gap. */
  at: number;
  name: string;
  country: string;
  town: string;
  twin: 'online' | 'paper' | null;
}

/** One page of the rows of a batch. */
export interface PaperRows {
  batch: string;
  rows: PaperRow[];
  /** The place behind which these begin; 0 for the first page. */
  after: number;
  /** Where the next page begins; null when this is the last. */
  next: number | null;
}
