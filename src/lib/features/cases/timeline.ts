/** What was said of somebody in a case, in the order of its days. */
import type { Accused, CapacityLine, Charge } from './model';

export type Moment =
  | { kind: 'capacity'; key: string; on: string; capacity: CapacityLine }
  | { kind: 'charge'; key: string; on: string; charge: Charge; instead: Charge | null }
  | { kind: 'end'; key: string; on: string; charge: Charge };

/** Newest first. The end of a charge that another took the place of is told by that other one. */
export function timelineOf({ capacities, charges }: Pick<Accused, 'capacities' | 'charges'>): Moment[] {
  const moments: Moment[] = [
    ...capacities.map((capacity): Moment => ({ kind: 'capacity', key: capacity.id, on: capacity.asOf, capacity })),
    ...charges.map((charge): Moment => {
      const instead = charges.find(({ replacedBy }) => replacedBy === charge.id) ?? null;
      return { kind: 'charge', key: charge.id, on: charge.asOf, charge, instead };
    }),
    ...charges.flatMap((charge): Moment[] =>
      charge.endedOn === null || charge.endedHow === 'replaced'
        ? []
        : [{ kind: 'end', key: `${charge.id}-end`, on: charge.endedOn, charge }],
    ),
  ];
  const ORDER = { end: 0, charge: 1, capacity: 2 } as const;
  return moments.sort((a, b) => (a.on === b.on ? ORDER[a.kind] - ORDER[b.kind] : a.on < b.on ? 1 : -1));
}

/** What somebody is accused of now. */
export function standingCharges({ charges }: Pick<Accused, 'charges'>): Charge[] {
  return charges.filter(({ endedOn }) => endedOn === null);
}

/** A charge as lawyers write it. */
export function chargeText({ law, article, title }: Pick<Charge, 'law' | 'article' | 'title'>): string {
  return [`${article}, ${law}`, title].filter((part) => part !== '').join(': ');
}
