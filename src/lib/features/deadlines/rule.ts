/** What the law says of one term, as data. Rules are shown, sourced, graded and signed off; the engine only counts. */
import type { Locale } from '$lib/contracts/locales';
import type { ResolutionKind } from '$lib/contracts/ops-rulings';

export type Words = Readonly<Record<Locale, string>>;

export const UNITS = ['hour', 'day', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** `peremptory`: the right is lost. `ordinary`: binds the court, little follows. `liberty`: a limit to being held, to be watched. */
export const NATURES = ['peremptory', 'liberty', 'ordinary', 'other'] as const;
export type Nature = (typeof NATURES)[number];

export type Actor = 'defence' | 'parties' | 'prosecutor' | 'judge' | 'police' | 'state';

/** What a term runs from. A notification runs for each party from their own. */
export type EventKind =
  | 'notification'
  | 'decision'
  | 'arrest'
  | 'custody_order'
  | 'questioning'
  | 'request'
  | 'verdict'
  | 'start'
  | 'final_decision';

/**
 * From whose notification a term runs. `accused`: the personal one alone (Fallos 302:1276). `each`: everybody's from their own.
 */
export const RUNS_FROM = ['accused', 'defence', 'prosecution', 'each'] as const;
export type RunsFrom = (typeof RUNS_FROM)[number];

/**
 * A: the text of the rule, or a ruling that quotes it, was read. B: from knowledge that agrees with what was read; the text was
 * not. C: uncertain, a draft that must not be shown as a firm date.
 */
export type Grade = 'A' | 'B' | 'C';

export interface Source {
  law: string;
  article: string;
  /** Where it was read: a page, a ruling. */
  read?: string;
}

export interface Count {
  amount: number;
  unit: Unit;
  /** For days: only working days, or all of them. */
  days: 'working' | 'calendar';
  /** The day after the event is the first; or the day of the event itself is. */
  start: 'next_day' | 'same_day';
  /** What happens to a last day on which the court is shut. An hour that rolls becomes the whole day it rolls to. */
  roll: 'none' | 'next';
  /** Whether the term stands still while the court is in recess, unless the act was enabled. */
  recess: 'stops' | 'runs';
  /** The law makes every day a working day for this act, also for its grace. */
  everyDay: boolean;
}

/** Hours of grace: so long after the office opens on the next working day, or until a time of that day. */
export type Grace = { hours: number } | { until: string };

/** Another way in which courts have counted the same term. */
export interface Reading {
  id: string;
  name: Words;
  change: Partial<Count>;
  source: Source;
  grade: Grade;
}

/** Time that may be added; each adds to what stands before it, date to date from the event. */
export interface Extension {
  amount: number;
  unit: Unit;
  condition: Words;
}

export interface Rule {
  id: string;
  version: number;
  name: Words;
  event: EventKind;
  /** Kinds of resolution after which it runs; empty where it runs from something else. */
  after: readonly ResolutionKind[];
  runsFrom: RunsFrom;
  actor: Actor;
  nature: Nature;
  /** Null for a principle, or where the amount is not known: nothing is counted by it. */
  count: Count | null;
  grace: Grace | null;
  readings: readonly Reading[];
  extensions: readonly Extension[];
  /** Other amounts for a situation that the law names. */
  variants: readonly { id: string; amount: number; name: Words }[];
  /** Days are added for the distance between the courts. */
  distance: boolean;
  /** Working days by which one shall act before the last day. */
  margin: number;
  /** Calendar days before a limit on which to be told. */
  alarms: readonly number[];
  source: Source;
  grade: Grade;
  note?: Words;
}

/** A court, or a group of them, that uses a code for what began from a day on. */
export interface Reach {
  courts: string;
  name: Words;
  /** Null: from before anything that is kept here. */
  from: string | null;
  /** The last day on which a case begun there fell under this code. */
  to: string | null;
  source: string;
  grade: Grade;
}

export interface Ruleset {
  id: string;
  version: number;
  country: string;
  name: Words;
  zone: string;
  reach: readonly Reach[];
  /** How a notification on a day the court is shut is read: valid at once (counted first), or as of the next working day. */
  deemed: { source: Source; grade: Grade } | null;
  /** Codes whose remedies exist beside this one. */
  beside?: readonly string[];
  rules: readonly Rule[];
}
