import { FORCES, type Force } from '$lib/contracts/ops-arrests';
import type { Row } from '$lib/contracts/journal';
import {
  CERTAINTIES,
  INCIDENT_KINDS,
  MEASURES,
  MONITORING,
  TRAITS,
  UNITS,
  type Certainty,
  type IncidentKind,
  type Measure,
  type Monitoring,
  type Trait,
  type Unit,
} from '$lib/contracts/ops-incidents';

/** How many, according to whom, counted how. */
export interface Figure {
  id: string;
  measure: Measure;
  /** Null: too small to be told. */
  n: number | null;
  unit: Unit;
  source: string;
  url: string;
  /** Civil days of what was counted. */
  fromDay: string;
  toDay: string;
  /** What is counted and what is not. */
  rule: string;
  trait: Trait | null;
}

export interface IncidentFacts {
  id: string;
  kind: IncidentKind;
  title: string;
  fromDay: string;
  toDay: string;
  place: string;
  spot: string;
  forces: Force[];
  organisations: string;
  description: string;
  monitoring: Monitoring;
  certainty: Certainty;
  reconciliation: string;
}

export interface DeskFigure extends Figure {
  n: number;
  removed: boolean;
}

/** An incident as the team sees it. */
export interface Incident extends IncidentFacts {
  version: number;
  /** Version that the public reads; null when it reads none. */
  releasedVersion: number | null;
  /** Instant. */
  releasedAt: string | null;
  removed: boolean;
  figures: DeskFigure[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const oneOf = <T extends string>(list: readonly T[], value: unknown, otherwise: T): T =>
  list.find((one) => one === value) ?? otherwise;

function readFigure(row: Row): DeskFigure {
  return {
    id: text(row['id']),
    measure: oneOf(MEASURES, row['measure'], 'detained'),
    n: number(row['n']),
    unit: oneOf(UNITS, row['unit'], 'persons'),
    source: text(row['source']),
    url: text(row['url']),
    fromDay: text(row['from_day']),
    toDay: text(row['to_day']),
    rule: text(row['rule']),
    trait: TRAITS.find((one) => one === row['trait']) ?? null,
    removed: typeof row['removed_at'] === 'string',
  };
}

/** What contradicts each other stands together: by what is counted, then whom, then who says so. */
export function compareFigures(a: Figure, b: Figure): number {
  const key = (one: Figure): string =>
    `${MEASURES.indexOf(one.measure)} ${one.trait === null ? -1 : TRAITS.indexOf(one.trait) + 10} ${one.source} ${one.id}`;
  return key(a) < key(b) ? -1 : 1;
}

/** All incidents, the newest day first. */
export function readIncidents(incidents: readonly Row[], figures: readonly Row[]): Incident[] {
  const of = Map.groupBy(figures, (row) => text(row['incident_id']));
  const order = (one: IncidentFacts): string => `${one.fromDay} ${one.id}`;
  return incidents
    .map((row): Incident => {
      const forces = Array.isArray(row['forces']) ? row['forces'] : [];
      return {
        id: text(row['id']),
        kind: oneOf(INCIDENT_KINDS, row['kind'], 'other'),
        title: text(row['title']),
        fromDay: text(row['from_day']),
        toDay: text(row['to_day']),
        place: text(row['place']),
        spot: text(row['spot']),
        forces: FORCES.filter((force) => forces.includes(force)),
        organisations: text(row['organisations']),
        description: text(row['description']),
        monitoring: oneOf(MONITORING, row['monitoring'], 'followed'),
        certainty: oneOf(CERTAINTIES, row['certainty'], 'unknown'),
        reconciliation: text(row['reconciliation']),
        version: number(row['version']),
        releasedVersion: typeof row['released_version'] === 'number' ? row['released_version'] : null,
        releasedAt: typeof row['released_at'] === 'string' ? row['released_at'] : null,
        removed: typeof row['removed_at'] === 'string',
        figures: (of.get(text(row['id'])) ?? []).map(readFigure).sort(compareFigures),
      };
    })
    .sort((a, b) => (order(a) < order(b) ? 1 : -1));
}

export const STANDINGS = ['draft', 'changed', 'public', 'removed'] as const;
/** Where an incident stands towards the public; `changed`: it reads an older version. */
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ version, releasedVersion, removed }: Incident): Standing {
  if (removed) return 'removed';
  if (releasedVersion === null) return 'draft';
  return releasedVersion === version ? 'public' : 'changed';
}
