import type { Row } from '$lib/contracts/journal';
import { HEARING_KINDS, HEARING_STATUSES, type HearingKind, type HearingStatus } from '$lib/contracts/ops';
import { dayOf } from '$lib/kernel/format';
import type { Case } from '../cases';

export interface Hearing {
  id: string;
  caseCode: string;
  kind: HearingKind;
  /** Instant, UTC. */
  startsAt: string;
  /** The zone in which the court announced it; its date and time are told in this one. */
  tz: string;
  court: string;
  status: HearingStatus;
  note: string;
  /** Grows with every change, as calendars count it. */
  sequence: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Hearings in order of time. */
export function readHearings(rows: readonly Row[], cases: ReadonlyMap<string, Case>): Hearing[] {
  return rows
    .map((row) => ({
      id: text(row['id']),
      caseCode: cases.get(text(row['case_id']))?.code ?? '',
      kind: HEARING_KINDS.find((kind) => kind === row['kind']) ?? 'other',
      startsAt: text(row['starts_at']),
      tz: text(row['tz']) || 'UTC',
      court: text(row['court']),
      status: HEARING_STATUSES.find((status) => status === row['status']) ?? 'scheduled',
      note: text(row['note']),
      sequence: Number(row['sequence'] ?? 0),
    }))
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
}

/** A hearing that began less than this ago may be going on. */
const UNDER_WAY_MS = 3 * 3_600_000;

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
  const stands = ({ status }: Hearing): boolean => status === 'scheduled' || status === 'rescheduled';
  const ahead = ({ startsAt }: Hearing): boolean => Date.parse(startsAt) > nowMs - UNDER_WAY_MS;
  const upcoming = hearings.filter((hearing) => stands(hearing) && ahead(hearing));
  const suspended = hearings.filter(({ status }) => status === 'suspended');
  const past = hearings.filter((hearing) => !upcoming.includes(hearing) && !suspended.includes(hearing)).reverse();
  return { upcoming, suspended, past };
}

/** True when its time is over and nobody has said whether it took place. */
export function isUnresolved(hearing: Hearing, nowMs: number): boolean {
  const open = hearing.status === 'scheduled' || hearing.status === 'rescheduled';
  return open && Date.parse(hearing.startsAt) <= nowMs - UNDER_WAY_MS;
}

/** By the day on the wall of each hearing's own place. */
export function byDay(hearings: readonly Hearing[]): { day: string; hearings: Hearing[] }[] {
  const days = new Map<string, Hearing[]>();
  for (const hearing of hearings) {
    const day = dayOf(hearing.startsAt, hearing.tz);
    days.set(day, [...(days.get(day) ?? []), hearing]);
  }
  return [...days].map(([day, some]) => ({ day, hearings: some })).sort((a, b) => (a.day < b.day ? -1 : 1));
}
