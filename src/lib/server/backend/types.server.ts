import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../../contracts/database.types';
import type { Result } from '../../contracts/errors';

/** The only data API of the application: supabase-js, on the server. */
export type Db = SupabaseClient<Database>;

/** What pino offers and the backend uses. Fields carry no names, mails or addresses of people. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** 32 bytes from the key ring for one purpose; every process with the same keys gets the same bytes. */
export type Derive = (purpose: string) => Uint8Array;

export interface CookieOptions {
  path: string;
  httpOnly: boolean;
  sameSite: 'lax';
  secure: boolean;
  maxAge?: number;
}

/** The part of SvelteKit's `Cookies` that a session needs. */
export interface CookieJar {
  get(name: string): string | undefined;
  set(name: string, value: string, options: CookieOptions): void;
  delete(name: string, options: CookieOptions): void;
}

/** A signed-in session whose token was verified; whether it still lives is for the database to say (`me()`). */
export interface Session {
  userId: string;
  sessionId: string;
  accessToken: string;
  /** Seconds since the epoch at which `accessToken` ends. */
  expiresAt: number;
}

export interface AuthMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** What the caller may do with accounts, on every way to run; passwords are never kept or logged. */
export interface Accounts {
  /** A confirmed account that can sign in at once. `conflict` when the address has one; `invalid` with the rule when refused. */
  create(email: string, password: string): Promise<Result<{ userId: string }>>;
  setPassword(userId: string, password: string): Promise<Result<null>>;
  /** Ends every session of the user: refresh fails from now on, and `me()` answers null to tokens still running. */
  endSessions(userId: string): Promise<void>;
}

export interface Backend {
  readonly kind: 'embedded' | 'postgres' | 'supabase';
  /** Acts as nobody. */
  anon(): Db;
  /** Acts as the user of this access token: row level security decides. */
  as(accessToken: string): Db;
  /** Acts as the service: signatures intake, mail worker, relay, jobs, setup. */
  system(): Db;
  /** supabase-js bound to a cookie jar, for sign-in, codes and sign-out. */
  auth(cookies: CookieJar): Db;
  /**
   * The session of a page request, refreshed when it is about to end; null when there is none or it was revoked.
   * Parallel requests with the same ended token share one refresh.
   * @throws BackendUnavailable when the database cannot say: the cookie is kept.
   */
  session(cookies: CookieJar): Promise<Session | null>;
  /**
   * The session of a socket handshake: verified, never refreshed, nothing is written. `none`: the cookies hold no session;
   * `refused`: they hold one that is forged or has ended.
   */
  readSession(cookieHeader: string | undefined): Promise<Session | 'none' | 'refused'>;
  readonly accounts: Accounts;
  /** Who sends the mails of the auth engine (codes). Until it is called such mails fail, and the asker is told to try again. */
  onMail(send: (mail: AuthMail) => Promise<void>): void;
  /** Never rejects; answers within two seconds. */
  health(): Promise<{ database: 'up' | 'down' }>;
  close(): Promise<void>;
}

export interface BackendDeps {
  log: Log;
  derive: Derive;
  /** Folder of `<version>_<name>.sql`; default: `supabase/migrations` of this checkout. */
  migrations?: string;
}

/** The start failed for a reason the operator can mend; the message says what to do. */
export class BackendError extends Error {
  override name = 'BackendError';
}

/** The database is away for the moment: wait and try again. */
export class BackendUnavailable extends Error {
  override name = 'BackendUnavailable';
}
