import type { Locale } from '$lib/contracts/locales';
import type { Role } from '$lib/contracts/permissions';
import type { ErrorCode } from '$lib/contracts/errors';
import type { Db } from '$lib/server/backend/index.server';

export interface Membership {
  campaignId: string;
  slug: string;
  displayName: string;
  roles: Role[];
}

export interface Actor {
  userId: string;
  sessionId: string;
  accessToken: string;
  memberships: Membership[];
}

declare global {
  namespace App {
    interface Error {
      message: string;
      code: ErrorCode;
      errorId?: string;
    }
    interface Locals {
      locale: Locale;
      /** Null for the public; set only after the database has said that the session is alive. */
      actor: Actor | null;
      /** Acts as `actor`, or as nobody. */
      db: Db;
    }
  }
}
