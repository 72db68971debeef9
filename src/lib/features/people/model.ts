import type { Row } from '$lib/contracts/journal';
import { CUSTODY_STATUSES, IN_CUSTODY, type CustodyStatus } from '$lib/contracts/ops';
import { daysBetween } from '$lib/kernel/dates';

/** Somebody the campaign defends: a code and a pseudonym, never a name. */
export interface Person {
  id: string;
  code: string;
  pseudonym: string;
}

/** Situación de libertad from a day on. */
export interface CustodyEntry {
  id: string;
  personId: string;
  status: CustodyStatus;
  place: string;
  /** Civil day. */
  from: string;
  /** Instant at which it was written down: of two on one day the later is true. */
  writtenAt: string;
}

export interface PersonNow extends Person {
  now: CustodyEntry | null;
  inCustody: boolean;
  /** First day of the unbroken deprivation of liberty, through all its places; null when free. */
  heldSince: string | null;
  /** Newest first. */
  history: CustodyEntry[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function isCustodyStatus(value: unknown): value is CustodyStatus {
  return CUSTODY_STATUSES.some((status) => status === value);
}

export function isInCustody(status: CustodyStatus): boolean {
  return IN_CUSTODY.some((held) => held === status);
}

function readEntry(row: Row): CustodyEntry[] {
  const status = row['status'];
  if (!isCustodyStatus(status)) return [];
  return [
    {
      id: text(row['id']),
      personId: text(row['person_id']),
      status,
      place: text(row['place']),
      from: text(row['from_date']),
      writtenAt: text(row['created_at']),
    },
  ];
}

function newestFirst(a: CustodyEntry, b: CustodyEntry): number {
  const [left, right] = [`${a.from} ${a.writtenAt}`, `${b.from} ${b.writtenAt}`];
  return left < right ? 1 : left > right ? -1 : 0;
}

function heldSince(history: readonly CustodyEntry[]): string | null {
  let since: string | null = null;
  for (const entry of history) {
    if (!isInCustody(entry.status)) break;
    since = entry.from;
  }
  return since;
}

/** Everybody with where they stand now: those held longest first, then the free, by code. */
export function peopleNow(people: readonly Row[], statuses: readonly Row[]): PersonNow[] {
  const byPerson = new Map<string, CustodyEntry[]>();
  for (const entry of statuses.flatMap(readEntry)) {
    byPerson.set(entry.personId, [...(byPerson.get(entry.personId) ?? []), entry]);
  }
  return people
    .map((row) => {
      const id = text(row['id']);
      const history = (byPerson.get(id) ?? []).sort(newestFirst);
      const now = history[0] ?? null;
      const inCustody = now !== null && isInCustody(now.status);
      return {
        id,
        code: text(row['code']),
        pseudonym: text(row['pseudonym']),
        now,
        inCustody,
        heldSince: heldSince(history),
        history,
      };
    })
    .sort((a, b) => {
      const [left, right] = [`${a.heldSince ?? '~'} ${a.code}`, `${b.heldSince ?? '~'} ${b.code}`];
      return left < right ? -1 : left > right ? 1 : 0;
    });
}

/** Days in the present status up to `today`, the first day counted as day 0. */
export function daysIn(entry: CustodyEntry, today: string): number {
  return Math.max(0, daysBetween(entry.from, today));
}

export const PEOPLE_FILTERS = ['held', 'all'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

/** The view an address asks for; anything else is the one that matters first. */
export function peopleFilter(value: string | null): PeopleFilter {
  return value === 'all' ? 'all' : 'held';
}
