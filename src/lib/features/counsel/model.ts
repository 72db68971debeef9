import type { Row } from '$lib/contracts/journal';

/** Who may stand for somebody before a court: a member of the team, or somebody from outside under a code. */
export interface Lawyer {
  id: string;
  code: string;
  /** Account of a member; null is somebody from outside. */
  user: string | null;
  /** As it is shown: a member's name, or the code. */
  label: string;
  removed: boolean;
}

/** What is sealed of a lawyer. */
export interface LawyerDetails {
  name: string;
  phone: string;
  address: string;
}

/** Somebody is on call from one instant to another. */
export interface Shift {
  id: string;
  lawyer: string;
  from: string;
  until: string;
  area: string;
  /** The shift of which this took the rest. */
  took: string | null;
  cancelled: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** All lawyers, those who were taken off last. */
export function lawyersOf(rows: readonly Row[], members: readonly Row[]): Lawyer[] {
  const names = new Map(members.map((row) => [text(row['user_id']), text(row['display_name'])]));
  return rows
    .map((row): Lawyer => {
      const user = textOrNull(row['user_id']);
      const code = text(row['code']);
      const removed = row['removed_at'] !== null;
      return { id: text(row['id']), code, user, label: (user !== null && names.get(user)) || code, removed };
    })
    .sort((a, b) => Number(a.removed) - Number(b.removed) || (a.code < b.code ? -1 : 1));
}

/** Shifts in order of their beginning. */
export function shiftsOf(rows: readonly Row[]): Shift[] {
  return rows
    .map((row) => ({
      id: text(row['id']),
      lawyer: text(row['lawyer_id']),
      from: text(row['starts_at']),
      until: text(row['ends_at']),
      area: text(row['area']),
      took: textOrNull(row['took']),
      cancelled: row['cancelled_at'] !== null,
    }))
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || (a.id < b.id ? -1 : 1));
}

/** Who is on call at that moment. */
export function onCallAt(shifts: readonly Shift[], nowMs: number): Shift[] {
  return shifts.filter((one) => !one.cancelled && Date.parse(one.from) <= nowMs && Date.parse(one.until) > nowMs);
}

/** Stretches of time in which nobody is on call, whatever the area. */
export function gapsOf(
  shifts: readonly Shift[],
  fromMs: number,
  untilMs: number,
): { fromMs: number; untilMs: number }[] {
  const gaps = [];
  let covered = fromMs;
  for (const { cancelled, from, until } of shifts) {
    const [starts, ends] = [Date.parse(from), Date.parse(until)];
    if (cancelled || ends <= covered) continue;
    if (starts >= untilMs) break;
    if (starts > covered) gaps.push({ fromMs: covered, untilMs: starts });
    covered = ends;
  }
  if (covered < untilMs) gaps.push({ fromMs: covered, untilMs });
  return gaps;
}

export type RotaLine = { kind: 'shift'; at: number; shift: Shift } | { kind: 'gap'; at: number; untilMs: number };

/** What is to come: shifts that are not over and the gaps between them, in order. */
export function rotaOf(shifts: readonly Shift[], nowMs: number, days: number): RotaLine[] {
  const until = nowMs + days * 86_400_000;
  const coming = shifts.filter(
    (one) => !one.cancelled && Date.parse(one.until) > nowMs && Date.parse(one.from) < until,
  );
  const lines: RotaLine[] = coming.map((shift) => ({ kind: 'shift', at: Date.parse(shift.from), shift }));
  for (const { fromMs, untilMs } of gapsOf(coming, nowMs, until)) lines.push({ kind: 'gap', at: fromMs, untilMs });
  return lines.sort((a, b) => a.at - b.at);
}
