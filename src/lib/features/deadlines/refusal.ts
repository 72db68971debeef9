/** Why nothing is computed; the words stand under `deadlines.refused.<reason>`. */
export const REASONS = [
  'case_shape',
  'rule_unknown',
  'rule_principle', // a principle, or a rule whose amount nobody has confirmed
  'calendar_unknown',
  'calendar_shape',
  'zone_unknown',
  'day_format',
  'day_unreal',
  'instant_format',
  'instant_needed', // hours run from a moment, not from a day
  'year_not_loaded',
  'notified_before_resolution',
  'variant_unknown',
  'distance',
  'amount',
  'unit',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Refusal {
  ok: false;
  reason: Reason;
  /** The calendar year to load. */
  year?: number;
}
export type Answer<T> = { ok: true; value: T } | Refusal;

/** The bad answer. */
export function refuse(reason: Reason): Refusal {
  return { ok: false, reason };
}

/** Notes beside a computed date; the words stand under `deadlines.warning.<warning>`. */
export const WARNINGS = [
  'draft', // grade C
  'from_memory', // grade B
  'amount_differs', // the case counts otherwise than its rule
  'served_shut', // notified on a day on which the court is shut
  'served_after_hours',
  'year_for_readings', // hours need no calendar, what stands beside them does
  'year_for_act_by',
  'no_office_hours',
  'recess_unconfirmed', // the count touches a recess or a day whose source nobody has seen
] as const;
export type Warning = (typeof WARNINGS)[number];
