import type { CustodyStatus } from '$lib/contracts/ops';
import type { Answer, ContactKind, Known, ObligationKind } from '$lib/contracts/ops-custody';
import { addDays } from '$lib/kernel/dates';
import type { Citation, Source } from './sources';

/** What every row of a timeline has. One that was put right or taken back is kept and counts for nothing. */
export interface Entry {
  id: string;
  from: string;
  known: Known;
  /** Id of the row that this one puts right. */
  corrects: string | null;
  undone: boolean;
  /** Instant at which it was written down, and by whom. */
  at: string;
  by: string | null;
}
export interface Period extends Entry {
  /** Null while it lasts, or until the next row begins. */
  to: string | null;
  toKnown: Known;
}
export interface StatusEntry extends Period {
  status: CustodyStatus;
  place: string;
}
export interface Stay extends Period {
  facility: string;
  notice: Answer;
  /** Cell or pavilion are sealed. */
  hasCell: boolean;
}
export interface ContactFact extends Entry {
  kind: ContactKind;
  answer: Answer;
}
export interface Check {
  id: string;
  due: string;
  done: string;
  undone: boolean;
}
export interface Obligation extends Omit<Period, 'known' | 'toKnown'> {
  kind: ObligationKind;
  place: string;
  hasDetail: boolean;
  rule: string | null;
  next: string | null;
  /** Newest first. */
  checks: Check[];
}
export interface Custody {
  statuses: StatusEntry[];
  stays: Stay[];
  contacts: ContactFact[];
  obligations: Obligation[];
}

/** What the legal desk sees of somebody without opening anything. */
export interface LegalRecord {
  /** Id of the newest version of the identity; empty when nobody was identified. */
  version: string;
  isMinor: boolean;
  isForeign: boolean;
  /** Civil day on which the consulate was told. */
  consulToldOn: string | null;
  /** Its time of keeping is over. */
  erased: boolean;
  sources: Source[];
  citations: Citation[];
}

/** Newest by day first; of two on one day the later written. */
export function newestFirst(a: Pick<Entry, 'from' | 'at'>, b: Pick<Entry, 'from' | 'at'>): number {
  const [left, right] = [`${a.from} ${a.at}`, `${b.from} ${b.at}`];
  return left < right ? 1 : left > right ? -1 : 0;
}

export function counting<T extends { undone: boolean }>(rows: readonly T[]): T[] {
  return rows.filter(({ undone }) => !undone);
}

/** The last day that a date may mean. The same stands in SQL (`app.known_last`). */
export function lastOf(day: string, known: Known): string {
  if (known === 'about') return addDays(day, 7);
  if (known === 'year') return `${day.slice(0, 4)}-12-31`;
  if (known !== 'month') return day;
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The first day that a date may mean (`app.known_first`). */
export function firstOf(day: string, known: Known): string {
  if (known === 'year') return `${day.slice(0, 4)}-01-01`;
  return known === 'month' ? `${day.slice(0, 7)}-01` : day;
}

type Span = Pick<Period, 'from' | 'known' | 'to'>;

/**
 * The row with which a period certainly clashes (`app.period_clash`). Open ends clash with nothing, because the next row ends
 * them; what is known in part clashes only where no reading of it fits.
 */
export function clashOf<T extends Period>(rows: readonly T[], one: Span, replaced = ''): T | null {
  const begins = lastOf(one.from, one.known);
  const hit = counting(rows)
    .filter(({ id }) => id !== replaced)
    .filter((row) => {
      const first = lastOf(row.from, row.known);
      if (row.to !== null && first < one.from && begins < row.to) return true;
      if (one.to !== null && begins < row.from && first < one.to) return true;
      const sameDay = row.from === one.from && row.known === 'day' && one.known === 'day';
      return sameDay && row.to !== null && row.to > row.from && one.to !== null && one.to > one.from;
    });
  return hit.sort((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
}

/** Pairs of rows of one timeline that cannot both be true: two records of one person were joined, or a source was wrong. */
export function clashes<T extends Period>(rows: readonly T[]): Set<string> {
  const found = new Set<string>();
  for (const row of counting(rows)) {
    const other = clashOf(rows, row, row.id);
    if (other) found.add(row.id).add(other.id);
  }
  return found;
}

/** What is true now of each kind of contact. */
export function contactNow(facts: readonly ContactFact[]): Partial<Record<ContactKind, ContactFact>> {
  const now: Partial<Record<ContactKind, ContactFact>> = {};
  for (const fact of counting(facts).sort(newestFirst)) now[fact.kind] ??= fact;
  return now;
}
