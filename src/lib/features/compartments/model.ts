import type { Row } from '$lib/contracts/journal';

/** Somebody opened what is sealed. */
export interface LookRow {
  id: string;
  /** Account of whoever looked. */
  by: string;
  /** Instant. */
  at: string;
}

/** Somebody of the legal desk, who may be let into a compartment. */
export interface Colleague {
  user: string;
  name: string;
}

/** Somebody who is within. */
export interface Within {
  user: string;
  reason: string;
  /** Instant at which it ends; null is for good. */
  until: string | null;
}

export interface Compartment {
  id: string;
  code: string;
  within: Within[];
  people: { id: string; code: string; pseudonym: string }[];
  /** Incidents and appeals go with their case and are not named apart. */
  cases: { id: string; code: string }[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

/** Compartments as this person's streams tell them; whoever was taken out or whose time is over at `nowMs` is not within. */
export function compartmentsNow(rows: (entity: string) => readonly Row[], nowMs: number): Compartment[] {
  const inside = (entity: string, id: string): Row[] => rows(entity).filter((row) => row['compartment_id'] === id);
  return rows('compartments')
    .map((row) => {
      const id = text(row['id']);
      return {
        id,
        code: text(row['code']),
        within: inside('compartment_members', id)
          .filter((one) => one['removed_at'] === null)
          .map((one) => ({
            user: text(one['user_id']),
            reason: text(one['reason']),
            until: typeof one['until'] === 'string' ? one['until'] : null,
          }))
          .filter(({ until }) => until === null || Date.parse(until) > nowMs),
        people: inside('people', id)
          .map((one) => ({ id: text(one['id']), code: text(one['code']), pseudonym: text(one['pseudonym']) }))
          .sort(byCode),
        cases: inside('cases', id)
          .map((one) => ({ id: text(one['id']), code: text(one['code']) }))
          .sort(byCode),
      };
    })
    .sort(byCode);
}
