/** What courts decided, and who was told of it; part of `OpArgs`. Terms run from the notification, for each party from their own. */
import type { DeadlineDates, DeadlineMove, DeadlineNature } from './ops-deadlines';
import type { Json } from './journal';

type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** ISO 8601 instant with offset. */
type Instant = string;

/** As `resolutions.kind` in the database; the rules of each code say after which of them they run. */
export const RESOLUTION_KINDS = [
  'indictment',
  'lack_of_merit',
  'dismissal',
  'pretrial_detention',
  'release_denied',
  'release_granted',
  'exemption_denied',
  'precautionary', // another measure: bail, a ban on leaving
  'committal_view', // the prosecutor asks for trial, and the defence is heard
  'committal',
  'trial_summons',
  'conviction',
  'acquittal',
  'appeal_ruling',
  'cassation_ruling',
  'appeal_granted',
  'appeal_denied',
  'extraordinary_denied',
  'defects',
  'habeas_rejected',
  'final', // nothing is left inside the country
  'other',
] as const;
export type ResolutionKind = (typeof RESOLUTION_KINDS)[number];

/** As `ruling_notifications.party`: who was told. */
export const NOTIFIED_PARTIES = ['accused', 'defence', 'prosecution', 'plaintiff'] as const;
export type NotifiedParty = (typeof NOTIFIED_PARTIES)[number];

/** As `ruling_notifications.mode`. `by_law`: by the mere lapse of the days the law sets. */
export const NOTIFICATION_MODES = ['personal', 'electronic', 'hearing', 'by_law'] as const;
export type NotificationMode = (typeof NOTIFICATION_MODES)[number];

type Notified = {
  party: NotifiedParty;
  mode: NotificationMode;
  day: Day;
  /** Where the moment is known; hours need it. */
  at?: Instant;
  /** Between the courts, for rules that add days for it. */
  km?: number;
};

export interface RulingOps {
  /** A row for each person it is about, or one without a person for the case as a whole. At most 50. */
  'rulings.add': {
    case: Id;
    kind: ResolutionKind;
    datedOn: Day;
    court?: string;
    /** `summarySealed`: sealed by the application for `resolutions|<id>|summary` (class P2). */
    rows: { id: Id; person?: Id | null; summarySealed?: string | null }[];
  };
  /** An absent summary stays. */
  'rulings.edit': {
    resolution: Id;
    kind: ResolutionKind;
    datedOn: Day;
    court?: string;
    summarySealed?: string | null;
  };
  /** Taken back, or put back; refused while an open deadline hangs on it. */
  'rulings.undo': { resolution: Id; undone: boolean };
  /** Somebody opens what is sealed; it is written down first. */
  'rulings.look': { resolution: Id };
  /** All who were told at once: a row for each resolution. At most 50. */
  'rulings.notify': Notified & { rows: { id: Id; resolution: Id }[] };
  'rulings.undo_notification': { notification: Id; undone: boolean };
  /** The deadlines that were ticked, at most 200. Refused as stale when calendar or notification changed since they were counted. */
  'rulings.enter': {
    calendar: string;
    revision: number;
    deadlines: (DeadlineDates & {
      notification: Id;
      /** Of the notification when this was counted. */
      edits: number;
      id: Id;
      rule: string;
      ruleVersion: number;
      nature: DeadlineNature;
      served: { [key: string]: Json };
    })[];
  };
  /** A notification put right, and what that does to the open deadlines that hang on it: `seen` is from which of them it was made. */
  'rulings.correct': Notified & {
    notification: Id;
    seen: string;
    calendars: { calendar: string; revision: number }[];
    moves: DeadlineMove[];
  };
}
