/** What is written about cases and who stands in them; part of `OpArgs`. */
type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;

/** As `cases.stage` in the database. */
export const STAGES = ['prevention', 'investigation', 'intermediate', 'trial', 'appeal', 'execution'] as const;
export type Stage = (typeof STAGES)[number];

/** As `cases.incident` in the database: what a case below another one is. */
export const INCIDENTS = [
  'release',
  'exemption',
  'detention',
  'appeal',
  'cassation',
  'extraordinary',
  'complaint',
  'habeas_corpus',
  'recusal',
  'nullity',
  'other',
] as const;
export type Incident = (typeof INCIDENTS)[number];

/** As `case_people.capacity` in the database. */
export const CAPACITIES = [
  'accused',
  'indicted',
  'tried',
  'convicted',
  'dismissed',
  'acquitted',
  'complainant',
  'victim',
  'witness',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** As `case_people.defence` in the database. */
export const DEFENCES = ['private', 'public', 'organisation', 'own', 'none', 'unknown'] as const;
export type Defence = (typeof DEFENCES)[number];

/** How a charge ends by itself; one that another takes the place of is `replaced`. */
export const CHARGE_ENDS = ['dropped', 'dismissed', 'acquitted', 'prescribed'] as const;
export type ChargeEnd = (typeof CHARGE_ENDS)[number];

type CaseFacts = {
  court?: string;
  /** Numbers of the expediente, as the court writes them. */
  numbers?: string[];
  /** Courts as the rules name them: `federal-caba`. Empty is unknown. */
  jurisdiction?: string;
  forum?: string;
  /** Empty is unknown, as are the other days. */
  startedOn?: Day | '';
  stage?: Stage | '';
};
type ChargeFacts = {
  id: Id;
  law: string;
  article: string;
  title?: string;
  asOf: Day;
};

export interface CaseOps {
  /** `parent` and `incident` go together; a child stands in the compartment of its parent. */
  'cases.open': { campaign: Id; id: Id; code: string; parent?: Id | null; incident?: Incident } & CaseFacts;
  /** `version` is the one that was read. Absent leaves what there is. */
  'cases.edit': {
    case: Id;
    version: number;
    code?: string;
    judge?: string;
    clerk?: string;
    prosecutor?: string;
    secrecyUntil?: Day | '';
  } & CaseFacts;
  /** Sealed by the application for `cases|<id>|caption` and `cases|<id>|notes` (class P2). */
  'cases.seal': { case: Id; version: number; captionSealed?: string | null; notesSealed?: string | null };
  /** Somebody opens what is sealed; it stands in the log of those who may. */
  'cases.look': { case: Id };
  /** The code that governs, chosen by a person; `proposed` is what the table of codes said then. */
  'cases.rule': {
    case: Id;
    version: number;
    id: Id;
    ruleset: string;
    jurisdiction: string;
    startedOn: Day;
    reason: string;
    proposed?: string;
  };
  /** Without a parent the case stands on its own again. */
  'cases.hang': { case: Id; version: number; parent: Id | null; incident?: Incident };
  'cases.close': { case: Id; outcome?: string };
  'cases.reopen': { case: Id };
  /** Recorded before the list leaves. */
  'cases.export': { campaign: Id; id: Id };
  /** Each for themselves; what is below is followed with it until the same person says otherwise there. */
  'cases.follow': { case: Id; id: Id; following: boolean };
  'cases.add_person': { case: Id; id: Id; person: Id; capacity: Capacity; asOf: Day; defence: Defence };
  /** A new capacity or day is one more line of the history, under `id`. */
  'cases.set_person': { link: Id; id: Id; capacity: Capacity; asOf: Day; defence: Defence };
  'cases.undo_capacity': { link: Id; capacity: Id };
  'cases.remove_person': { link: Id };
  'cases.restore_person': { link: Id };
  'charges.add': { link: Id } & ChargeFacts;
  /** The new one takes the place of `charge` from its day on. */
  'charges.replace': { charge: Id } & ChargeFacts;
  'charges.end': { charge: Id; endedOn: Day; how: ChargeEnd };
  /** Takes back its end, or itself; what it had replaced stands again. */
  'charges.undo': { charge: Id };
}
