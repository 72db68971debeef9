/**
 * Who may do what. The same table stands in SQL (`app.role_permissions`); tests/db/permissions.spec.ts holds the two equal.
 * Row level security is the authority; everything in TypeScript only hides what would be refused.
 */
export const ROLES = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator', 'observer'] as const;
export type Role = (typeof ROLES)[number];

const everyone = ROLES;
const writers = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;

export const PERMISSIONS = {
  'campaign.read': everyone,
  'campaign.write': ['owner', 'organizer'],
  'signatures.read': ['owner', 'organizer'],
  'signatures.write': ['owner', 'organizer'],
  'fund.totals': ['owner', 'organizer', 'treasurer', 'observer'],
  'fund.read': ['owner', 'treasurer'],
  'fund.write': ['treasurer'],
  'spend.request': writers,
  'people.read': everyone,
  'people.write': ['owner', 'legal'],
  'people.confidential': ['legal'],
  'arrests.record': ['owner', 'organizer', 'legal', 'coordinator'],
  'incidents.write': ['owner', 'organizer', 'legal', 'coordinator'],
  'incidents.release': ['owner', 'legal'],
  'care.write': writers,
  'hearings.read': everyone,
  'hearings.write': ['legal'],
  'hearings.attend': writers,
  'boards.read': everyone,
  'boards.write': writers,
  'contacts.read': everyone,
  'contacts.write': writers,
  'team.manage': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** True when one of `roles` carries `permission`. */
export function allows(roles: readonly Role[], permission: Permission): boolean {
  const granted: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => granted.includes(role));
}

/** Stream audiences of a campaign and the permission that opens each (see `app.can_read_stream`). */
export const AUDIENCES = {
  team: 'campaign.read',
  figures: 'fund.totals',
  treasury: 'fund.read',
  legal: 'people.confidential',
  dates: 'hearings.read',
  signatures: 'signatures.read',
  admin: 'team.manage',
} as const satisfies Record<string, Permission>;
export type Audience = keyof typeof AUDIENCES;
