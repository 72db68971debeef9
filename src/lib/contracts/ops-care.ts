/** What is written about needs, visits, parcels and letters; part of `OpArgs`. */
type Id = string;
/** Civil date `YYYY-MM-DD`. */
type Day = string;
/** ISO 8601 instant with offset. */
type Instant = string;

/** As `needs.kind` in the database; what cannot wait stands first. */
export const NEED_KINDS = [
  'medication',
  'food',
  'disability',
  'mental_health',
  'dependants',
  'pet',
  'money',
  'clothes',
  'translation',
  'consular',
] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** As `needs.urgency`. */
export const URGENCIES = ['now', 'today', 'days', 'routine'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** As `needs.state`. */
export const NEED_STATES = ['open', 'taken', 'done', 'dropped'] as const;
export type NeedState = (typeof NEED_STATES)[number];

/** As `need_acts.kind`. */
export const NEED_ACTS = ['take', 'give', 'release', 'share', 'done', 'drop'] as const;
export type NeedAct = (typeof NEED_ACTS)[number];

/** As `care_rotas.kind`. */
export const TURN_KINDS = ['visit', 'parcel', 'letter', 'call'] as const;
export type TurnKind = (typeof TURN_KINDS)[number];

/** As `care_shifts.state`. */
export const SHIFT_STATES = ['signed', 'confirmed', 'done', 'missed', 'left'] as const;
export type ShiftState = (typeof SHIFT_STATES)[number];

export interface CareOps {
  'needs.add': {
    person: Id;
    id: Id;
    kind: NeedKind;
    urgency: Urgency;
    dueAt?: Instant | null;
    owner?: Id;
    /** Sealed by the application for `needs|<id>|detail` (class P2). */
    detailSealed?: string;
  };
  /** Absent leaves what there is. */
  'needs.edit': {
    need: Id;
    kind?: NeedKind;
    urgency?: Urgency;
    dueAt?: Instant | null;
    detailSealed?: string;
  };
  /** `to` with `give`. `share` lets the owner open the detail; the legal desk says so. */
  'needs.act': { need: Id; id: Id; kind: NeedAct; to?: Id; note?: string };
  /** `act` is the newest that counts. */
  'needs.undo': { need: Id; act: Id };
  'needs.look': { need: Id };
  /** Adds a place, or changes the one with this id. Weekdays count from Monday, 0; clocks are `HH:MM` or empty. */
  'care.facility': {
    campaign: Id;
    id: Id;
    name: string;
    town?: string;
    visitDays: number[];
    visitFrom?: string;
    visitTo?: string;
    parcelDays: number[];
    parcelFrom?: string;
    parcelTo?: string;
    parcelRules?: string;
    /** What whoever goes must show. */
    papers?: string;
    source?: string;
    checkedOn?: Day | '';
  };
  'care.rota': {
    campaign: Id;
    id: Id;
    kind: TurnKind;
    person?: Id;
    facility?: Id;
    weekdays: number[];
    /** Weeks from one to the next. */
    every: number;
    fromDay: Day;
    untilDay?: Day | '';
    at?: string;
    wanted: number;
  };
  'care.end': { rota: Id; ended: boolean };
  'care.sign': { rota: Id; id: Id; day: Day };
  'care.leave': { shift: Id };
  /** `signed` takes back what was said. `noteSealed` for `care_shifts|<id>|note` (class P2), by whoever went. */
  'care.mark': { shift: Id; state: Exclude<ShiftState, 'left'>; noteSealed?: string };
  'care.look': { shift: Id };
}
