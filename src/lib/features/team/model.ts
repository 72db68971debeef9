import type { Row } from '$lib/contracts/journal';
import { ROLES, type Role } from '$lib/contracts/permissions';

export interface MemberLine {
  userId: string;
  name: string;
  /** Only owners are told; empty for everybody else. */
  roles: Role[];
  email: string | null;
  disabled: boolean;
}
export interface InvitationLine {
  id: string;
  label: string;
  roles: Role[];
  expiresAt: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const rolesIn = (value: unknown): Role[] => ROLES.filter((role) => Array.isArray(value) && value.includes(role));

/** Who is in the team, those without access last; each group in the order of the reader's alphabet. */
export function memberLines(
  members: readonly Row[],
  memberRoles: readonly Row[],
  addresses: Readonly<Record<string, string>>,
  order: Intl.Collator,
): MemberLine[] {
  const roles = new Map(memberRoles.map((row) => [text(row['user_id']), rolesIn(row['roles'])]));
  return members
    .map((row) => {
      const userId = text(row['user_id']);
      return {
        userId,
        name: text(row['display_name']),
        roles: roles.get(userId) ?? [],
        email: addresses[userId] ?? null,
        disabled: typeof row['disabled_at'] === 'string',
      };
    })
    .sort((a, b) => Number(a.disabled) - Number(b.disabled) || order.compare(a.name, b.name));
}

/** Invitations that somebody can still use at `nowMs`, the one that ends first at the top. */
export function openInvitations(invitations: readonly Row[], nowMs: number): InvitationLine[] {
  return invitations
    .filter((row) => row['accepted_at'] === null && row['revoked_at'] === null)
    .map((row) => ({
      id: text(row['id']),
      label: text(row['label']),
      roles: rolesIn(row['roles']),
      expiresAt: text(row['expires_at']),
    }))
    .filter(({ expiresAt }) => Date.parse(expiresAt) > nowMs)
    .sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
}
