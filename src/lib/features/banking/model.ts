import type { Row } from '$lib/contracts/journal';
import type { Suggestion } from './suggest';

/** A line of a statement as those see it who read the fund. */
export interface QueueLine {
  id: string;
  account: string;
  /** Civil days. */
  bookedOn: string;
  valueOn: string | null;
  currency: string;
  /** Positive: money came in. */
  minor: bigint;
  reference: string;
  name: string;
  iban: string;
  text: string;
  returned: boolean;
  suspect: string | null;
  state: string;
  why: string;
  keys: ('account' | 'name' | 'text')[];
  suggestions: Suggestion[];
  matches: { kind: string; minor: bigint; fee: bigint }[];
}

/** What the bank said last of an account, and what the books say now. */
export interface AccountState {
  account: string;
  /** Civil day of the last statement that tells a balance. */
  day: string;
  bankMinor: bigint;
  booksMinor: bigint;
}

/** Two statements that do not follow each other: amounts are minor units as text, days civil. */
export interface BankGap {
  account: string;
  dayBefore: string;
  dayAfter: string;
  /** What the earlier closed with and the later began with; null where the bank did not tell. */
  closing: string | null;
  opening: string | null;
  /** Statements that the bank numbered between the two. */
  missing: number | null;
}

export interface BankImport {
  id: string;
  account: string;
  format: string;
  lines: number;
  added: number;
  known: number;
  suspects: number;
  firstDay: string;
  lastDay: string;
  createdAt: string;
}

export interface BankRule {
  id: string;
  line: string;
  by: string;
  incoming: boolean;
  action: string;
  createdAt: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const newestFirst = <T extends { createdAt: string; id: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? 1 : -1));

/** Files that were read, the newest first. */
export function readImports(rows: readonly Row[]): BankImport[] {
  return newestFirst(
    rows.map((row) => ({
      id: text(row['id']),
      account: text(row['account_id']),
      format: text(row['format']),
      lines: count(row['lines']),
      added: count(row['added']),
      known: count(row['known']),
      suspects: count(row['suspects']),
      firstDay: text(row['first_day']),
      lastDay: text(row['last_day']),
      createdAt: text(row['created_at']),
    })),
  );
}

/** Rules that still hold, the newest first. */
export function readRules(rows: readonly Row[]): BankRule[] {
  return newestFirst(
    rows
      .filter((row) => typeof row['ended_at'] !== 'string')
      .map((row) => ({
        id: text(row['id']),
        line: text(row['line_id']),
        by: text(row['by']),
        incoming: row['incoming'] === true,
        action: text(row['action']),
        createdAt: text(row['created_at']),
      })),
  );
}

/** How many lines wait, were decided, were set aside. */
export function readBankDesk(rows: readonly Row[]): { open: number; done: number; ignored: number } {
  const [row] = rows;
  return { open: count(row?.['open']), done: count(row?.['done']), ignored: count(row?.['ignored']) };
}
