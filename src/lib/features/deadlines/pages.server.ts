/** What the pages of deadlines read. */
import type { Db } from '$lib/server/backend/index.server';
import type { Calendar } from './calendar';
import { computeDeadline, type Deadline } from './compute';
import { deadlineOf, deadlinePage, PAGE, type After, type OwnCalendar, type Signoff } from './deadlines.repo.server';
import { campaignCalendar, campaignCalendars, signedRules } from './own.server';
import type { DeadlineFilter } from './filter';
import type { Refusal } from './refusal';
import { findRule, RULESETS } from './rules';
import type { StoredDeadline } from './stored';

/** One page of deadlines, and where the next begins. */
export async function listDeadlines(
  db: Db,
  campaign: string,
  filter: DeadlineFilter,
  after: After | null,
): Promise<{ deadlines: StoredDeadline[]; next: After | null }> {
  const rows = await deadlinePage(db, campaign, filter, after);
  const deadlines = rows.slice(0, PAGE);
  const last = deadlines.at(-1);
  return { deadlines, next: rows.length > PAGE && last ? { day: last.dueOn, id: last.id } : null };
}

export interface OneDeadline {
  deadline: StoredDeadline;
  /** Counted anew by the calendar of now, with every trace; or why it cannot be. */
  counted: Deadline | Refusal;
  signed: boolean;
}

/** One deadline with the reasons of its date; null when there is none for this reader. */
export async function oneDeadline(db: Db, campaign: string, id: string): Promise<OneDeadline | null> {
  const deadline = await deadlineOf(db, campaign, id);
  if (deadline === null) return null;
  const [held, signed] = await Promise.all([
    campaignCalendar(db, campaign, deadline.calendar),
    signedRules(db, campaign),
  ]);
  const found = findRule(deadline.rule);
  const isSigned = signed(deadline.rule, deadline.ruleVersion) !== null;
  if (found === undefined || held === null)
    return { deadline, counted: { ok: false, reason: 'rule_unknown' }, signed: isSigned };
  const answer = computeDeadline({ ...found, calendar: held.calendar, signed: isSigned }, deadline.served);
  return { deadline, counted: answer.ok ? answer.value : answer, signed: isSigned };
}

export interface CalendarView {
  calendar: Calendar;
  own: OwnCalendar;
}
/** The calendar of that id as the campaign has it, or the first one. */
export async function calendarView(db: Db, campaign: string, id: string | null): Promise<CalendarView | null> {
  const all = await campaignCalendars(db, campaign);
  return all.get(id ?? '') ?? all.values().next().value ?? null;
}

/** Who signed which rule off, by rule. */
export async function ruleSignoffs(db: Db, campaign: string): Promise<Record<string, Signoff>> {
  const signed = await signedRules(db, campaign);
  const found = RULESETS.flatMap(({ rules }) => rules).flatMap(({ id, version }) => {
    const one = signed(id, version);
    return one === null ? [] : [[id, one] as const];
  });
  return Object.fromEntries(found);
}
