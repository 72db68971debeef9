import type { Move } from './moved';
import type { Nature } from './rule';
import type { StoredDeadline } from './stored';

/** One line of what a change of the calendar moves, as the page shows it. */
export interface MoveLine {
  deadline: string;
  caseCode: string;
  rule: string;
  nature: Nature;
  direction: 'earlier' | 'later' | 'beside' | 'lost';
  /** Days, or instants with offset. */
  from: string;
  to: string | null;
  /** The last resort, where it changes: instants with offset. */
  grace: { from: string | null; to: string | null } | null;
}

/** The first lines, and how many there are. */
export interface MovesShown {
  lines: MoveLine[];
  all: number;
}

/** Lines a page shows; the rest is told as a number. */
const SHOWN = 200;

/** What moves, for a page: what is urgent first. */
export function moveLines(moves: readonly (Move & { deadline: StoredDeadline })[]): MovesShown {
  const order = { earlier: 0, lost: 1, later: 2, beside: 3 };
  const all = [...moves].sort((a, b) => order[a.direction] - order[b.direction]);
  return {
    all: all.length,
    lines: all.slice(0, SHOWN).map(({ id, deadline, direction, from, to }) => ({
      deadline: id,
      caseCode: deadline.caseCode,
      rule: deadline.rule,
      nature: deadline.nature,
      direction,
      from: from.nominalDue,
      to: to?.nominalDue ?? null,
      grace: to !== null && to.latest !== from.latest ? { from: from.latest, to: to.latest } : null,
    })),
  };
}
