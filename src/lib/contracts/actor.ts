import type { Role } from './permissions';

/** A person's part in one campaign. */
export interface Membership {
  campaignId: string;
  slug: string;
  displayName: string;
  roles: Role[];
}

/** Who asks, as the database said it; `accessToken` never leaves the server. */
export interface Actor {
  userId: string;
  sessionId: string;
  accessToken: string;
  memberships: Membership[];
}
