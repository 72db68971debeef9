/** What a change of the calendar does to deadlines that were computed before it. */
import { dayNumber } from '$lib/kernel/civil';
import type { Calendar } from './calendar';
import { computeDeadline, type Bench, type Deadline } from './compute';
import type { Served } from './event';
import type { Refusal } from './refusal';

/** What a person relies on of a deadline. */
export type Standing = Pick<Deadline, 'nominalDue' | 'officeDue' | 'latest' | 'actBy'> & {
  alternatives: readonly { due: string }[];
};

export interface Stored {
  id: string;
  bench: Omit<Bench, 'calendar'>;
  served: Served;
  /** As it stands, when a later date was not taken; otherwise it is counted by the calendar of before. */
  standing?: Standing;
  /** A later date that waits for a yes; one that is counted anew takes its place. */
  pending?: Standing | null;
}

export interface Move {
  id: string;
  from: Standing;
  /** Null when it can no longer be computed; `refusal` says why. */
  to: Deadline | null;
  refusal: Refusal | null;
  /**
   * `earlier` applies at once, with an alarm; `later` waits for a person's yes, because whoever relies on it wrongly loses the
   * right; so does a last resort that comes later by itself. `beside`: the day itself stands, but what is around it does not, or what
   * waited for a yes is none any more. `lost`: not computable any more.
   */
  direction: 'earlier' | 'later' | 'beside' | 'lost';
}

/** A day is due at its end, an instant at its moment; both read on the wall of the same court. */
function place(due: string): string {
  return dayNumber(due) === null ? due.slice(0, 19) : `${due}T24:00:00`;
}

const beside = ({ latest, actBy, officeDue, alternatives }: Standing): string =>
  [latest, actBy, officeDue, ...alternatives.map(({ due }) => due)].join(' ');

/** Tells how a deadline moved; null when nothing a person relies on has changed. */
export function direction(from: Standing, to: Standing): 'earlier' | 'later' | 'beside' | null {
  const [before, after] = [place(from.nominalDue), place(to.nominalDue)];
  if (after < before) return 'earlier';
  if (after > before) return 'later';
  if (beside(from) === beside(to)) return null;
  const resort = to.latest !== null && (from.latest === null || place(from.latest) < place(to.latest));
  const sooner = to.actBy !== null && from.actBy !== null && to.actBy < from.actBy;
  return resort && !sooner ? 'later' : 'beside';
}

const same = (a: Standing, b: Standing): boolean => direction(a, b) === null;

/** Every deadline that moves between two versions of its calendar. What could not be computed before is not told. */
export function moved(deadlines: readonly Stored[], before: Calendar, after: Calendar): Move[] {
  const moves: Move[] = [];
  for (const { id, bench, served, standing, pending } of deadlines) {
    const from = standing
      ? { ok: true as const, value: standing }
      : computeDeadline({ ...bench, calendar: before }, served);
    if (!from.ok) continue;
    const to = computeDeadline({ ...bench, calendar: after }, served);
    if (!to.ok) {
      moves.push({ id, from: from.value, to: null, refusal: to, direction: 'lost' });
      continue;
    }
    const way = direction(from.value, to.value) ?? (pending ? 'beside' : null);
    // What waits already is not told twice.
    if (way === null || (way === 'later' && pending && same(pending, to.value))) continue;
    moves.push({ id, from: from.value, to: to.value, refusal: null, direction: way });
  }
  return moves;
}
