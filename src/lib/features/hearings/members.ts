import type { Row } from '$lib/contracts/journal';

/** Who may be put down for a hearing, in the order of the reader's alphabet. */
export function activeMembers(rows: readonly Row[], order: Intl.Collator): { value: string; label: string }[] {
  return rows
    .filter((row) => typeof row['disabled_at'] !== 'string')
    .map((row) => ({ value: String(row['user_id']), label: String(row['display_name']) }))
    .sort((a, b) => order.compare(a.label, b.label));
}

/** What to call an account; somebody who is no longer told of has no name here. */
export function namesOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [String(row['user_id']), String(row['display_name'])]));
}
