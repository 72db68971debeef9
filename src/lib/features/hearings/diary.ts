import { endOf, isOpen, type Hearing } from './model';
import { ofPart, type Place } from './places';

/** From one court to another, in minutes, unless somebody knows better. */
const TRAVEL_MINUTES = 45;

/** What a diary needs of a hearing. */
export type Slot = Pick<Hearing, 'id' | 'startsAt' | 'minutes' | 'court' | 'room' | 'hasLink'>;

/** One lawyer, two hearings. */
export interface Clash {
  /** Account of the lawyer. */
  user: string;
  other: Hearing;
  /** `overlap`: both at once. `near`: no time to get from one court to the other. */
  kind: 'overlap' | 'near';
  /** Minutes between the end of one and the begin of the other; negative when they overlap. */
  gap: number;
}

const sameCourt = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('es') === b.trim().toLocaleLowerCase('es');

/** A hearing with a link and without a room is by video: nobody travels to it. */
const byVideo = ({ hasLink, room }: Slot): boolean => hasLink && room === '';

function between(a: Slot, b: Slot): { kind: Clash['kind']; gap: number } | null {
  const [first, second] = Date.parse(a.startsAt) <= Date.parse(b.startsAt) ? [a, b] : [b, a];
  const gap = Math.floor((Date.parse(second.startsAt) - endOf(first)) / 60_000);
  if (gap < 0) return { kind: 'overlap', gap };
  const travels = !sameCourt(a.court, b.court) && !byVideo(a) && !byVideo(b);
  return travels && gap < TRAVEL_MINUTES ? { kind: 'near', gap } : null;
}

/** What stands against these lawyers being at `slot`, soonest first. A hearing is never against itself. */
export function clashesOf(
  slot: Slot,
  users: readonly string[],
  hearings: readonly Hearing[],
  places: ReadonlyMap<string, readonly Place[]>,
): Clash[] {
  return hearings.flatMap((other) => {
    if (other.id === slot.id || !isOpen(other)) return [];
    const found = between(slot, other);
    if (!found) return [];
    const there = new Set(ofPart(places.get(other.id) ?? [], 'defence').map(({ user }) => user));
    return users.filter((user) => there.has(user)).map((user) => ({ user, other, ...found }));
  });
}

/** The clashes of every hearing whose date stands, told on both of the two. */
export function allClashes(
  hearings: readonly Hearing[],
  places: ReadonlyMap<string, readonly Place[]>,
): Map<string, Clash[]> {
  const open = hearings.filter(
    (hearing) => isOpen(hearing) && ofPart(places.get(hearing.id) ?? [], 'defence').length > 0,
  );
  return new Map(
    open.map((hearing): [string, Clash[]] => {
      const users = ofPart(places.get(hearing.id) ?? [], 'defence').map(({ user }) => user);
      return [hearing.id, clashesOf(hearing, users, open, places)];
    }),
  );
}
