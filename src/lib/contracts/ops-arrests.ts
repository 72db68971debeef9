/** What is written about arrests; part of `OpArgs`. */
type Id = string;
/** ISO 8601 instant with offset. */
type Instant = string;

/** As `arrests.force` in the database. */
export const FORCES = ['pfa', 'gna', 'pna', 'psa', 'caba', 'provincial', 'spf', 'other', 'unknown'] as const;
export type Force = (typeof FORCES)[number];

/** As `arrest_acts.kind` in the database: what ends or lengthens a clock, and what the defence did. */
export const ARREST_ACTS = ['presented', 'heard', 'extended', 'formalised', 'habeas_filed', 'released'] as const;
export type ArrestAct = (typeof ARREST_ACTS)[number];

export interface ArrestOps {
  /** Person (unless `person` names one), custody status and arrest at once, all under `id`. */
  'arrests.record': {
    campaign: Id;
    id: Id;
    person?: Id;
    code?: string;
    pseudonym?: string;
    at: Instant;
    /** The code whose hours run, such as AR-CPPN. */
    ruleset: string;
    force: Force;
    place?: string;
    /** Sealed by the application for `arrests|<id>|details` (class P2). */
    detailsSealed?: string | null;
  };
  /** Absent leaves what there is. */
  'arrests.edit': {
    arrest: Id;
    at?: Instant;
    ruleset?: string;
    force?: Force;
    place?: string;
    detailsSealed?: string | null;
  };
  'arrests.act': { arrest: Id; id: Id; kind: ArrestAct; at: Instant };
  /** `id` is that of the custody status written when a release is taken back. */
  'arrests.undo': { arrest: Id; id: Id; act: Id };
  /** Somebody opens what is sealed; it stands in the log of the legal desk. */
  'arrests.look': { arrest: Id; id: Id };
}
