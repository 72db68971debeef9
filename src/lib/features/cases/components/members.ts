import type { Row } from '$lib/contracts/journal';

/** How a member is called; null for somebody who is no longer of the team. */
export function memberName(members: readonly Row[], user: string | null): string | null {
  const name = members.find((row) => row['user_id'] === user)?.['display_name'];
  return typeof name === 'string' ? name : null;
}
