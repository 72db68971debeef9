import type { Locale } from '$lib/contracts/locales';
import type { Actor, Membership } from '$lib/contracts/actor';
import type { ErrorCode } from '$lib/contracts/errors';
import type { Again } from '$lib/server/front/index.server';
import type { Db } from '$lib/server/backend/index.server';

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
      /** The actor's part in the campaign of the address; set on pages of one campaign's desk. */
      membership: Membership | null;
      /** Acts as `actor`, or as nobody. */
      db: Db;
      /** Set by a page that the next reader may be shown as it is. */
      again?: Again;
    }
  }
}
