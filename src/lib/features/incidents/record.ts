import type { Force } from '$lib/contracts/ops-arrests';
import type { Measure } from '$lib/contracts/ops-incidents';
import { compareFigures, type Figure, type IncidentFacts } from './model';
import { hideSmall } from './small';

/** An incident as everybody reads it. */
export interface PublicIncident extends IncidentFacts {
  figures: Figure[];
  /** People of the campaign taken there, counted by us; null where we tell none. */
  own?: number | null;
  /** Instant. */
  releasedAt: string;
}
export interface PublicRecord {
  incidents: PublicIncident[];
}

/** What was released, in order, without what is too small to be told. */
export function toldRecord({ incidents }: PublicRecord): PublicRecord {
  return { incidents: hideSmall(incidents).map((one) => ({ ...one, figures: one.figures.sort(compareFigures) })) };
}

/** From the lowest to the highest that anybody says. */
export interface Span {
  low: number;
  high: number;
}
export interface Tally {
  key: string;
  incidents: number;
  detained: Span;
  injured: Span;
}
type Counted = Pick<IncidentFacts, 'kind' | 'fromDay' | 'place' | 'forces'> & { figures: readonly Figure[] };

/** Of people, whoever they are: contradicting sources become a span, because neither is added to the other. */
export function spanOf(figures: readonly Figure[], measure: Measure): Span | null {
  const ns = figures.flatMap(({ measure: of, unit, trait, n }) =>
    of === measure && unit !== 'events' && trait === null && n !== null ? [n] : [],
  );
  return ns.length === 0 ? null : { low: Math.min(...ns), high: Math.max(...ns) };
}

function add(sum: Span, span: Span | null): Span {
  return span === null ? sum : { low: sum.low + span.low, high: sum.high + span.high };
}

/** Incidents and their spans by year, place or force. Counts over a period are left out: they hold the incidents already. */
function tally(incidents: readonly Counted[], keysOf: (one: Counted) => readonly string[]): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const incident of incidents.filter(({ kind }) => kind !== 'period')) {
    for (const key of keysOf(incident)) {
      const none = { low: 0, high: 0 };
      const before = tallies.get(key) ?? { key, incidents: 0, detained: none, injured: none };
      tallies.set(key, {
        key,
        incidents: before.incidents + 1,
        detained: add(before.detained, spanOf(incident.figures, 'detained')),
        injured: add(before.injured, spanOf(incident.figures, 'injured')),
      });
    }
  }
  return [...tallies.values()];
}

const mostFirst = (a: Tally, b: Tally): number => b.incidents - a.incidents || (a.key < b.key ? -1 : 1);

export interface Tallies {
  /** Oldest first, with the years in between in which nothing stands. */
  years: Tally[];
  places: Tally[];
  /** An incident counts with each force that was there. */
  forces: (Tally & { key: Force })[];
}

export function tallies(incidents: readonly Counted[]): Tallies {
  const byYear = tally(incidents, ({ fromDay }) => [fromDay.slice(0, 4)]);
  const years = byYear.map(({ key }) => Number(key));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const none = { low: 0, high: 0 };
  return {
    years: Array.from(
      { length: years.length === 0 ? 0 : last - first + 1 },
      (_none, n) =>
        byYear.find(({ key }) => key === String(first + n)) ?? {
          key: String(first + n),
          incidents: 0,
          detained: none,
          injured: none,
        },
    ),
    places: tally(incidents, ({ place }) => [place]).sort(mostFirst),
    forces: tally(incidents, ({ forces }) => forces).sort(mostFirst) as (Tally & { key: Force })[],
  };
}
