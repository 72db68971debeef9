import type { Row } from '$lib/contracts/journal';
import { CUSTODY_STATUSES, IN_CUSTODY, type CustodyStatus } from '$lib/contracts/ops';
import { KNOWN, type Known } from '$lib/contracts/ops-custody';
import { daysBetween } from '$lib/kernel/dates';

/** Somebody the campaign defends: a code and a pseudonym, never a name. */
export interface Person {
  id: string;
  code: string;
  pseudonym: string;
}

/** Situación de libertad that is true now. It stays true until somebody writes down what came after. */
export interface Standing {
  status: CustodyStatus;
  place: string;
  /** Civil day; the first one of the month or year where only those are known. */
  from: string;
  known: Known;
  /** It was written down as ended, and nothing after it. */
  ended: string | null;
}

/** Two records that were joined. */
export interface Merge {
  id: string;
  /** The record that is one with this from then on. */
  gone: string;
  /** Rows that could not come along. */
  left: number;
  /** Instant. */
  at: string;
}

export interface PersonNow extends Person {
  now: Standing | null;
  inCustody: boolean;
  /** First day of the unbroken deprivation of liberty, through all its places; null when free. */
  heldSince: string | null;
  /** Codes and pseudonyms of records that were joined into this one. */
  aliases: Pick<Person, 'code' | 'pseudonym'>[];
  /** The next day on which they have to be somewhere, by what was imposed on them. */
  nextOn: string | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export function isInCustody(status: CustodyStatus): boolean {
  return IN_CUSTODY.some((held) => held === status);
}

function standingOf(row: Row): Standing | null {
  const status = CUSTODY_STATUSES.find((one) => one === row['status']);
  const from = orNull(row['status_from']);
  if (status === undefined || from === null) return null;
  const known = KNOWN.find((one) => one === row['status_from_known']) ?? 'day';
  return { status, place: text(row['status_place']), from, known, ended: orNull(row['status_to']) };
}

/** A row of `people` as it is shown. */
export function personNow(row: Row): PersonNow {
  const now = standingOf(row);
  return {
    id: text(row['id']),
    code: text(row['code']),
    pseudonym: text(row['pseudonym']),
    now,
    inCustody: now !== null && isInCustody(now.status),
    heldSince: orNull(row['held_since']),
    nextOn: orNull(row['next_on']),
    aliases: [],
  };
}

/** Everybody with where they stand now: those held longest first, then the free, by code. Who was merged into another is not told. */
export function peopleNow(people: readonly Row[]): PersonNow[] {
  const gone = people.filter((row) => (row['merged_into'] ?? null) !== null);
  const joined = Map.groupBy(gone, (row) => text(row['merged_into']));
  return people
    .filter((row) => (row['merged_into'] ?? null) === null)
    .map((row) => ({ ...personNow(row), aliases: (joined.get(text(row['id'])) ?? []).map(personNow) }))
    .map((person) => ({ person, key: `${person.heldSince ?? '~'} ${person.code}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ person }) => person);
}

/** Days in the present status up to `today`, the first day counted as day 0. */
export function daysIn(standing: Pick<Standing, 'from'>, today: string): number {
  return Math.max(0, daysBetween(standing.from, today));
}

export const PEOPLE_FILTERS = ['held', 'free', 'missing', 'all'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

/** The view an address asks for; anything else is the one that matters first. */
export function peopleFilter(value: string | null): PeopleFilter {
  return PEOPLE_FILTERS.find((one) => one === value) ?? 'held';
}

/** Those of a view. Whoever is missing counts as held, and has a view of their own. */
export function inFilter(person: PersonNow, filter: PeopleFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'missing') return person.now?.status === 'missing';
  return person.inCustody === (filter === 'held');
}

/** Without accents, case and blanks, as somebody types it on a phone. */
function plain(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether a code or a pseudonym holds what was typed. */
export function isNamed({ code, pseudonym, aliases }: PersonNow, typed: string): boolean {
  const words = plain(typed);
  return [{ code, pseudonym }, ...aliases].some(
    (one) => plain(one.code).includes(words) || plain(one.pseudonym).includes(words),
  );
}
