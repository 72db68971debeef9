/** What is written in the record of repression; part of `OpArgs`. */
import type { Force } from './ops-arrests';

type Id = string;
/** Civil day. */
type Day = string;

/** As `incidents.kind` in the database. `period` is a count over months, as monitors publish them. */
export const INCIDENT_KINDS = [
  'march',
  'gathering',
  'strike',
  'roadblock',
  'eviction',
  'raid',
  'other',
  'period',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];
/** HURIDOCS list 43. */
export const MONITORING = ['followed', 'unfollowed', 'closed'] as const;
export type Monitoring = (typeof MONITORING)[number];
/** HURIDOCS list 41. */
export const CERTAINTIES = ['confirmed', 'probable', 'possible', 'unlikely', 'unknown'] as const;
export type Certainty = (typeof CERTAINTIES)[number];
export const MEASURES = ['injured', 'detained', 'killed', 'demonstrations', 'repressed'] as const;
export type Measure = (typeof MEASURES)[number];
/** What one of a figure is: a person counted once, each time of being taken, or a thing that happened. */
export const UNITS = ['persons', 'detentions', 'events'] as const;
export type Unit = (typeof UNITS)[number];
/** Sensitive: of whom among those counted. */
export const TRAITS = [
  'women',
  'men',
  'other_gender',
  'minors',
  'older',
  'press',
  'health_workers',
  'indigenous',
  'migrants',
  'lgbti',
  'disability',
  'affiliated',
] as const;
export type Trait = (typeof TRAITS)[number];

export interface IncidentOps {
  /** Adds an incident, or changes the one with this id; then `version` is the one that was read. */
  'incidents.set': {
    campaign: Id;
    id: Id;
    version?: number;
    kind: IncidentKind;
    title: string;
    fromDay: Day;
    /** Absent or empty: the same day. */
    toDay?: string;
    place: string;
    spot?: string;
    forces: Force[];
    organisations?: string;
    description?: string;
    monitoring: Monitoring;
    certainty: Certainty;
    reconciliation?: string;
  };
  'incidents.remove': { incident: Id; removed: boolean };
  /** Adds a figure, or changes the one with this id. */
  'incidents.figure': {
    incident: Id;
    id: Id;
    measure: Measure;
    n: number;
    unit: Unit;
    source: string;
    url?: string;
    fromDay: Day;
    toDay?: string;
    /** What is counted and what is not. */
    rule: string;
    trait?: Trait | null;
  };
  'incidents.drop_figure': { incident: Id; figure: Id; removed: boolean };
  /** Public as it stands at this version. */
  'incidents.release': { incident: Id; version: number; anyway?: boolean };
  'incidents.unrelease': { incident: Id };
  /** An arrest of the campaign belongs to it, or no longer. */
  'incidents.link': { incident: Id; id: Id; arrest: Id; linked: boolean };
}
