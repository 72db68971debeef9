import type { Row } from '$lib/contracts/journal';
import { HEARING_KINDS, HEARING_STATUSES, type HearingKind, type HearingStatus } from '$lib/contracts/ops';
import { HEARING_ACCESS, type HearingAccess } from '$lib/contracts/ops-hearings';
import { dayOf } from '$lib/kernel/format';
import type { Case } from '../cases';

export interface Hearing {
  id: string;
  caseId: string;
  caseCode: string;
  kind: HearingKind;
  /** Instant, UTC. */
  startsAt: string;
  /** How long it is set for. */
  minutes: number;
  /** The zone in which the court announced it; its date and time are told in this one. */
  tz: string;
  court: string;
  room: string;
  /** There is a link by which one enters by video; it is sealed. */
  hasLink: boolean;
  access: HearingAccess;
  status: HearingStatus;
  note: string;
  /** Grows with every change, as calendars count it. */
  sequence: number;
  /** How many people are asked to watch. */
  watchWanted: number;
  pressWanted: boolean;
  transportWanted: boolean;
  /** One line of what came of it. */
  outcome: string;
  /** More of it is sealed. */
  hasDetail: boolean;
}

/** Somebody the case of a hearing is about. */
export interface Concerned {
  id: string;
  code: string;
  pseudonym: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function readHearing(row: Row, cases: ReadonlyMap<string, Case>): Hearing {
  return {
    id: text(row['id']),
    caseId: text(row['case_id']),
    caseCode: cases.get(text(row['case_id']))?.code ?? '',
    kind: HEARING_KINDS.find((kind) => kind === row['kind']) ?? 'other',
    startsAt: text(row['starts_at']),
    minutes: Number(row['minutes'] ?? 60),
    tz: text(row['tz']) || 'UTC',
    court: text(row['court']),
    room: text(row['room']),
    hasLink: row['has_link'] === true,
    access: HEARING_ACCESS.find((access) => access === row['access']) ?? 'unknown',
    status: HEARING_STATUSES.find((status) => status === row['status']) ?? 'scheduled',
    note: text(row['note']),
    sequence: Number(row['sequence'] ?? 0),
    watchWanted: Number(row['watch_wanted'] ?? 0),
    pressWanted: row['press_wanted'] === true,
    transportWanted: row['transport_wanted'] === true,
    outcome: text(row['outcome']),
    hasDetail: row['has_outcome_detail'] === true,
  };
}

/** Hearings in order of time. */
export function readHearings(rows: readonly Row[], cases: ReadonlyMap<string, Case>): Hearing[] {
  return rows
    .map((row) => readHearing(row, cases))
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
}

/** Milliseconds at which it is set to end. */
export const endOf = ({ startsAt, minutes }: Pick<Hearing, 'startsAt' | 'minutes'>): number =>
  Date.parse(startsAt) + minutes * 60_000;

/** Its date stands: neither called off nor over. */
export const isOpen = ({ status }: Pick<Hearing, 'status'>): boolean =>
  status === 'scheduled' || status === 'rescheduled';

/** A hearing that began less than this ago may be going on, however short it was set. */
const UNDER_WAY_MS = 3 * 3_600_000;
const mayGoOn = (hearing: Hearing, nowMs: number): boolean =>
  Math.max(endOf(hearing), Date.parse(hearing.startsAt) + UNDER_WAY_MS) > nowMs;

export interface Agenda {
  /** With a date that stands, soonest first. */
  upcoming: Hearing[];
  /** Suspended and still waiting for a date. */
  suspended: Hearing[];
  /** Over, cancelled, or past without anybody having said what became of it; newest first. */
  past: Hearing[];
}

/** What is to come, what hangs, what was. */
export function agenda(hearings: readonly Hearing[], nowMs: number): Agenda {
  const upcoming = hearings.filter((hearing) => isOpen(hearing) && mayGoOn(hearing, nowMs));
  const suspended = hearings.filter(({ status }) => status === 'suspended');
  const past = hearings.filter((hearing) => !upcoming.includes(hearing) && !suspended.includes(hearing)).reverse();
  return { upcoming, suspended, past };
}

/** True when its time is over and nobody has said whether it took place. */
export function isUnresolved(hearing: Hearing, nowMs: number): boolean {
  return isOpen(hearing) && !mayGoOn(hearing, nowMs);
}

/** The hearings of the same case before and after this one. */
export function neighbours(
  hearing: Hearing,
  hearings: readonly Hearing[],
): { previous: Hearing | null; next: Hearing | null } {
  const same = hearings.filter(({ caseId }) => caseId === hearing.caseId);
  const at = same.findIndex(({ id }) => id === hearing.id);
  return { previous: same[at - 1] ?? null, next: at < 0 ? null : (same[at + 1] ?? null) };
}

/** By the day on the wall of each hearing's own place. */
export function byDay(hearings: readonly Hearing[]): { day: string; hearings: Hearing[] }[] {
  const days = Map.groupBy(hearings, ({ startsAt, tz }) => dayOf(startsAt, tz));
  return [...days].map(([day, some]) => ({ day, hearings: some })).sort((a, b) => (a.day < b.day ? -1 : 1));
}
