/** What is written about hearings; part of `OpArgs`. */
type Id = string;
/** ISO 8601 instant with offset. */
type Instant = string;

export const HEARING_KINDS = [
  'questioning', // declaración indagatoria
  'release', // excarcelación
  'appeal', // apelación
  'preliminary', // audiencia preliminar / control de la acusación
  'trial', // debate oral
  'sentence', // lectura de sentencia
  'habeas_corpus',
  'other',
] as const;
export type HearingKind = (typeof HEARING_KINDS)[number];
export const HEARING_STATUSES = ['scheduled', 'rescheduled', 'suspended', 'cancelled', 'held'] as const;
export type HearingStatus = (typeof HEARING_STATUSES)[number];

/** As `hearings.access` in the database. */
export const HEARING_ACCESS = ['public', 'closed', 'unknown'] as const;
export type HearingAccess = (typeof HEARING_ACCESS)[number];

/** As `hearing_people.part` in the database. */
export const HEARING_PARTS = ['defence', 'watch', 'press', 'transport'] as const;
export type HearingPart = (typeof HEARING_PARTS)[number];
/** What somebody of the team offers for themselves; a defence is assigned. */
export type OfferedPart = Exclude<HearingPart, 'defence'>;

/** What is sealed of a hearing. */
export const HEARING_SECRETS = ['link', 'outcome'] as const;
export type HearingSecret = (typeof HEARING_SECRETS)[number];

type HearingFacts = {
  minutes?: number;
  room?: string;
  /** Sealed by the application for `hearings|<id>|link` (class P2); empty takes it away. */
  linkSealed?: string;
  access?: HearingAccess;
  /** How many are asked to watch. */
  watchWanted?: number;
  pressWanted?: boolean;
  transportWanted?: boolean;
  note?: string;
};

export interface HearingOps {
  'hearings.schedule': HearingFacts & {
    campaign: Id;
    id: Id;
    /** Used when no case with this code exists yet. */
    caseId: Id;
    caseCode: string;
    court: string;
    kind: HearingKind;
    startsAt: Instant;
    tz: string;
    /** Members who are there as lawyers. */
    defence?: Id[];
  };
  /** Absent leaves what there is. `base` is the sequence that was seen; refused as stale when it has grown since. */
  'hearings.set': HearingFacts & {
    hearing: Id;
    base?: number;
    startsAt?: Instant;
    status?: HearingStatus;
    court?: string;
    /** Why it was moved or called off; stands in the history. */
    reason?: string;
    /** One line for the team. */
    outcome?: string;
    /** Sealed for `hearings|<id>|outcome` (class P2). */
    outcomeSealed?: string;
  };
  /** `move` is the newest change of date or status; `id` is that of the change which takes it back. */
  'hearings.undo': { hearing: Id; id: Id; move: Id };
  'hearings.assign': { hearing: Id; id: Id; user: Id; part: HearingPart };
  'hearings.join': { hearing: Id; id: Id; part: OfferedPart };
  /** Without `user` one's own place. */
  'hearings.leave': { hearing: Id; part: HearingPart; user?: Id };
  'hearings.attended': { hearing: Id; user: Id; part: HearingPart; came: boolean | null };
  /** Somebody opens what is sealed; it stands in the log of the legal desk. */
  'hearings.look': { hearing: Id; what: HearingSecret };
}
