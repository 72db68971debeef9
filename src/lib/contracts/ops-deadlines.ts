/** What the legal desk does about deadlines, rules and calendars; part of `OpArgs`. Dates are counted by the deadlines room. */
import type { Json } from './journal';

type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** ISO 8601 instant with offset. */
type Instant = string;

export type DeadlineNature = 'peremptory' | 'liberty' | 'ordinary' | 'other';
/** Kinds of a day of a calendar; `plain` takes away what came with the program. */
export const LEGAL_DAY_KINDS = ['holiday', 'bridge', 'asueto', 'worked', 'recess', 'plain'] as const;
export type LegalDayKind = (typeof LEGAL_DAY_KINDS)[number];

/** As the engine counted it. */
export type DeadlineDates = {
  /** The last day on the wall of the court. */
  dueOn: Day;
  /** For hours. */
  dueAt?: Instant;
  latestAt?: Instant;
  actBy?: Day;
  calendarVersion: string;
  /** Readings, warnings and the like, without traces. */
  computed: { [key: string]: Json };
};

export type DeadlineFields = DeadlineDates & {
  caseCode: string;
  /** Used when no case with this code exists yet. */
  caseId: Id;
  person?: Id;
  rule: string;
  ruleVersion: number;
  calendar: string;
  /** Of the campaign's calendar when this was counted; refused as stale when it has changed since. */
  revision: number;
  nature: DeadlineNature;
  /** What it runs from. */
  served: { [key: string]: Json };
};

/** What a change of the calendar does to one deadline. */
export type DeadlineMove = DeadlineDates & {
  deadline: Id;
  /** `later` waits for a person's yes; the others apply at once. */
  direction: 'earlier' | 'later' | 'beside';
  /** What it runs from, where that has changed as well; waits together with a later date. */
  served?: { [key: string]: Json };
};

/** The moves of all open deadlines of a calendar, and from which of them they were made. */
type Moves = {
  revision: number;
  seen: string;
  moves: DeadlineMove[];
};

export interface DeadlineOps {
  'deadlines.add': DeadlineFields & { campaign: Id; id: Id };
  'deadlines.edit': DeadlineFields & { deadline: Id };
  /** Filed, with the number of the receipt. */
  'deadlines.done': { deadline: Id; receipt: string };
  'deadlines.waive': { deadline: Id; reason: string };
  'deadlines.reopen': { deadline: Id };
  /** Takes a later date, or leaves it; says of an earlier one that somebody has seen it. */
  'deadlines.confirm_move': { deadline: Id; take: boolean };
  'rules.sign_off': { campaign: Id; id: Id; rule: string; ruleVersion: number; note?: string };
  'rules.take_back': { signoff: Id };
  'calendar.set_day': Moves & {
    campaign: Id;
    id: Id;
    calendar: string;
    fromDay: Day;
    toDay: Day;
    kind: LegalDayKind;
    name: string;
    /** Decree, acordada, law. */
    source: string;
  };
  'calendar.take_day': Moves & { day: Id };
  /** A person says that every day of the year is entered. */
  'calendar.load_year': { campaign: Id; calendar: string; year: number; revision: number };
}
