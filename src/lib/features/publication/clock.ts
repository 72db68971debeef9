import type { PublicTotals } from '$lib/contracts/totals';

/** The public detention clock: how many, and since when the first of them, to the full hour. */
export type DetentionTotals = NonNullable<PublicTotals['clock']>;

/** Full hours that the first of them has been held. */
export function hoursHeld({ since }: DetentionTotals, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(since)) / 3_600_000));
}
