import type { Nature } from './rule';

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
}

/** The first lines, and how many there are. */
export interface MovesShown {
  lines: MoveLine[];
  all: number;
}
