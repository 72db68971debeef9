/** Words of the ledger that stand in SQL as well; tests/db/permissions.spec.ts holds both sides equal. */
export const ENTRY_KINDS = [
  'gift',
  'fee',
  'commitment',
  'release',
  'payment',
  'bail_posted',
  'bail_returned',
  'bail_lost',
  'conversion',
  'opening',
  'transfer',
  'reversal',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Kinds of account; `reserved` is what stands against commitments, `exchange` where one currency becomes another. */
export const ACCOUNT_KINDS = [
  'bank',
  'gifts',
  'fees',
  'commitments',
  'reserved',
  'expenses',
  'bail',
  'bail_lost',
  'exchange',
  'opening',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What money goes out for. */
export const FUND_CATEGORIES = ['lawyer', 'bail', 'court_costs', 'family', 'printing', 'other'] as const;
export type FundCategory = (typeof FUND_CATEGORIES)[number];

/** How much of a line others see: all of it, donors too, or only as part of a sum of its month. */
export const LINE_LEVELS = ['public', 'donors', 'treasurers'] as const;
export type LineLevel = (typeof LINE_LEVELS)[number];
