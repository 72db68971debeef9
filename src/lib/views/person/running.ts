import type { Row } from '$lib/contracts/journal';

/** Whether somebody is still held since an arrest that was written down. */
export function hasRunning(arrests: readonly Row[], acts: readonly Row[]): boolean {
  const released = new Set(
    acts.filter((row) => row['kind'] === 'released' && row['undone_at'] === null).map((row) => row['arrest_id']),
  );
  return arrests.some((row) => !released.has(row['id']));
}
