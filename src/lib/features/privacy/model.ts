import type { Locale } from '$lib/contracts/locales';

/** From which day the months of a rule are counted: each signature's own, or the day the campaign closed. */
export const BASES = ['closed', 'confirmed'] as const;
export type Basis = (typeof BASES)[number];

/** What is recommended where nobody has decided. */
export const RECOMMENDED_MONTHS = 24;

export interface Rule {
  basis: Basis;
  months: number | null;
  /** For what is sealed of people whose matter is over; null: never by itself. */
  peopleMonths: number | null;
}

/** What the rule reaches, in the order in which a run erases it. */
export const PARTS = [
  'signatures',
  'paper',
  'scans',
  'contacts',
  'letters',
  'donors',
  'payers',
  'payees',
  'people',
] as const;
export type Part = (typeof PARTS)[number];
/** How many of each; absent is none. */
export type Parts = Partial<Record<Part, number>>;

/** What a run would erase now. */
export interface Preview {
  /** Null while nothing is due: no rule, or the campaign is not closed for long enough. */
  cutoff: string | null;
  closedAt: string | null;
  /** Of all kinds together. */
  due: number;
  /** What is due; while nothing is, what there is today and the rule would reach in time. */
  parts: Parts;
  /** The oldest signature that still has a name. */
  oldest: string | null;
}

export interface Run {
  id: string;
  kind: 'rule' | 'person';
  automatic: boolean;
  basis: Basis | null;
  months: number | null;
  state: 'running' | 'done' | 'cancelled';
  planned: number;
  erased: number;
  parts: Parts;
  /** Display name; null for the machine or somebody who left. */
  by: string | null;
  startedAt: string;
}

/** What the public may know of how a campaign keeps data. */
export interface PublicPrivacy {
  basis: Basis | null;
  months: number | null;
  consents: { locale: Locale; version: number; text: string; since: string }[];
}
