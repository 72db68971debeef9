/** Somebody opened what is sealed. */
export interface LookRow {
  id: string;
  /** Account of whoever looked. */
  by: string;
  /** Instant. */
  at: string;
}
