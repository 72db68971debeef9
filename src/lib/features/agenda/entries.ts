/** What stands in a calendar, before it is written in the form that calendars read. */
import { HEARING_KINDS, type HearingKind } from '$lib/contracts/ops';
import { dayNumber } from '$lib/kernel/civil';
import { findRule } from '../deadlines';
import type { FeedDetail } from './model';

/** As `calendar_feed` and `public_hearings` of the database tell them. */
export interface FeedHearing {
  id: string;
  /** Absent in the public calendar. */
  case?: string;
  kind: string;
  startsAt: string;
  court: string;
  room: string;
  minutes: number;
  status: string;
  sequence: number;
  changedAt: string;
}
export interface FeedDeadline {
  id: string;
  case: string | null;
  person: string | null;
  rule: string;
  nature: string;
  dueOn: string;
  dueAt: string | null;
  officeDue: string | null;
  state: string;
  sequence: number;
  changedAt: string;
}

/** The words of a calendar in its owner's language. */
export interface FeedWords {
  locale: 'es' | 'en';
  name: string;
  busy: string;
  hearing: string;
  deadline: string;
  /** What is said of every computed date. */
  guidance: string;
  kind(kind: HearingKind): string;
}

export interface Entry {
  /** Never the id of a row: whoever holds two calendars could tell which is which. */
  uid: string;
  sequence: number;
  changedAt: string;
  summary: string;
  text: string;
  place: string;
  cancelled: boolean;
  /** A whole day, or from an instant to another. */
  when: { day: string } | { from: string; to: string };
  /** Seconds before it at which to be told. */
  alarms: readonly number[];
}

const HOUR_MS = 3_600_000;
const DAY_S = 86_400;
const ALARMS = [3 * DAY_S, DAY_S, 7200];

const plus = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** One line that reads in one direction: a code is typed by people, and one odd sign makes some programs drop the whole calendar. */
function plain(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return [...line].slice(0, most).join('');
}

const join = (...parts: (string | null | undefined)[]): string =>
  parts.flatMap((part) => (part ? [plain(part, 120)] : [])).join(' · ');

export function hearingEntry(one: FeedHearing, detail: FeedDetail, words: FeedWords, uid: string): Entry {
  const kind = HEARING_KINDS.find((name) => name === one.kind) ?? 'other';
  const said = join(words.hearing, one.case, words.kind(kind));
  return {
    uid,
    sequence: one.sequence,
    changedAt: one.changedAt,
    summary: detail === 'busy' ? words.busy : said,
    text: '',
    place: detail === 'full' ? plain([one.court, one.room].filter(Boolean).join(', '), 240) : '',
    cancelled: one.status === 'cancelled' || one.status === 'suspended',
    when: { from: one.startsAt, to: plus(one.startsAt, one.minutes * 60_000) },
    alarms: ALARMS.slice(1),
  };
}

/** A day as a day, and beside it the moment at which the office closes; a term of hours is its moment alone. */
export function deadlineEntries(one: FeedDeadline, detail: FeedDetail, words: FeedWords, uid: string): Entry[] {
  const rule = findRule(one.rule)?.rule.name[words.locale] ?? '';
  const said = join(words.deadline, one.case, one.person, rule);
  const base = {
    sequence: one.sequence,
    changedAt: one.changedAt,
    summary: detail === 'busy' ? words.busy : said,
    text: detail === 'busy' ? '' : words.guidance,
    place: '',
    cancelled: one.state !== 'open',
  };
  const moment = one.dueAt ?? one.officeDue;
  const timed =
    moment !== null && dayNumber(moment) === null && Number.isFinite(Date.parse(moment))
      ? [{ ...base, uid: `${uid}-t`, when: { from: plus(moment, 0), to: plus(moment, HOUR_MS / 4) }, alarms: ALARMS }]
      : [];
  if (one.dueAt !== null) return timed;
  return [{ ...base, uid, when: { day: one.dueOn }, alarms: timed.length > 0 ? [] : ALARMS.slice(0, 2) }, ...timed];
}
