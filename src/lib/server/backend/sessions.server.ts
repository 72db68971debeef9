import { createClient, type Session as AuthSession } from '@supabase/supabase-js';
import type { Database } from '../../contracts/database.types';
import type { Address } from './clients.server';
import { BackendUnavailable, type CookieJar, type CookieOptions, type Db, type Session } from './types.server';

/*
 * One httpOnly cookie holds what a refresh needs and nothing about the person. The storage of @supabase/ssr would put the
 * whole user record into it and write it late, from an event; SvelteKit refuses a cookie once the response has begun.
 */

export const SESSION_COOKIE = 'ronda-auth';
/** Browsers drop larger cookies without a word, and the person could never sign in. */
const MAX_COOKIE = 4000;
/** Seconds. Refresh tokens outlive this only if used; 400 days is the longest browsers allow. */
const COOKIE_AGE_S = 400 * 24 * 3600;
/** Seconds before its end at which a token is refreshed, so that it does not end on the way. */
const MARGIN_S = 60;
/** Milliseconds a page waits for a new token. */
const REFRESH_MS = 8_000;
/** Milliseconds for which a finished refresh still answers requests that were sent with the old cookie. */
const SHARED_MS = 30_000;

export interface Stored {
  access_token: string;
  refresh_token: string;
}

export interface Verified {
  sub: string;
  session_id: string;
  exp: number;
}

export interface SessionDeps {
  address: Address;
  secureCookies: boolean;
  /** Checks the signature; null when it is not ours or has ended. */
  verify(accessToken: string): Promise<Verified | null>;
  /** Runs the work of one key after that of the same key in any other process. */
  oneAtATime?<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export interface Sessions {
  client(cookies: CookieJar): Db;
  fresh(cookies: CookieJar): Promise<Session | null>;
  read(cookieHeader: string | undefined): Promise<Session | 'none' | 'refused'>;
}

/** The cookie's value. */
export const encodeSession = (stored: Stored): string =>
  Buffer.from(JSON.stringify([stored.access_token, stored.refresh_token])).toString('base64url');

function readStored(answer: unknown): Stored | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if (!('access_token' in answer && 'refresh_token' in answer)) return null;
  const { access_token, refresh_token } = answer;
  return typeof access_token === 'string' && typeof refresh_token === 'string' ? { access_token, refresh_token } : null;
}

/** A cookie comes from outside: whatever does not have the form is no session. */
function decode(value: string | undefined): Stored | null {
  if (value === undefined || value === '' || value.length > MAX_COOKIE) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed)) return null;
    const [access_token, refresh_token]: unknown[] = parsed;
    return readStored({ access_token, refresh_token });
  } catch {
    return null;
  }
}

/** `exp` of a token that is not verified yet: only decides whether to ask for a new one. */
function expiryOf(accessToken: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number'
      ? claims.exp
      : 0;
  } catch {
    return 0;
  }
}

const nowS = (): number => Math.floor(Date.now() / 1000);

function cookieFrom(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === SESSION_COOKIE) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** Sessions in cookies: the same on the embedded engine and on Supabase. */
export function openSessions(deps: SessionDeps): Sessions {
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secureCookies };
  const write = (cookies: CookieJar, stored: Stored): void => {
    const value = encodeSession(stored);
    if (value.length > MAX_COOKIE)
      throw new Error(
        `The session needs ${value.length} bytes and a cookie holds ${MAX_COOKIE}: the token has too many claims.`,
      );
    cookies.set(SESSION_COOKIE, value, { ...options, maxAge: COOKIE_AGE_S });
  };
  const clear = (cookies: CookieJar): void => cookies.delete(SESSION_COOKIE, options);

  const make = (storage: ReturnType<typeof storageIn>): Db =>
    createClient<Database>(deps.address.url, deps.address.publishableKey, {
      auth: {
        storageKey: SESSION_COOKIE,
        storage,
        persistSession: true,
        autoRefreshToken: false,
        detectSessionInUrl: false,
        skipAutoInitialize: true,
      },
      global: deps.address.fetch === undefined ? {} : { fetch: deps.address.fetch },
    });

  function storageIn(cookies: CookieJar) {
    return {
      getItem(key: string): string | null {
        const stored = key === SESSION_COOKIE ? decode(cookies.get(key)) : null;
        if (stored === null) return null;
        const expires_at = expiryOf(stored.access_token);
        return JSON.stringify({ ...stored, expires_at, expires_in: expires_at - nowS(), token_type: 'bearer' });
      },
      setItem(key: string, value: string): void {
        if (key !== SESSION_COOKIE) return;
        const session = JSON.parse(value) as AuthSession;
        write(cookies, session);
      },
      removeItem(key: string): void {
        if (key === SESSION_COOKIE) clear(cookies);
      },
    };
  }

  /*
   * A page sends several requests at once with the same ended token. The engine takes a refresh token twice but not a
   * third generation of it, and each answer would set another cookie: so one refresh serves all who bring the same one, and
   * two processes exchange it one after the other, when the second is given what the first was.
   */
  const running = new Map<string, Promise<Stored | null>>();
  const refreshing = (stored: Stored): Promise<Stored | null> => {
    const known = running.get(stored.refresh_token);
    if (known !== undefined) return known;
    const { oneAtATime } = deps;
    const started =
      oneAtATime === undefined ? refresh(stored) : oneAtATime(stored.refresh_token, () => refresh(stored));
    running.set(stored.refresh_token, started);
    const forget = (): boolean => running.delete(stored.refresh_token);
    started.then(() => setTimeout(forget, SHARED_MS).unref(), forget);
    return started;
  };
  /** By hand, because supabase-js repeats a refresh for half a minute while the database is away, and a page waits. */
  const refresh = async (stored: Stored): Promise<Stored | null> => {
    const { address } = deps;
    let response: Response;
    let answer: unknown;
    try {
      response = await (address.fetch ?? fetch)(`${address.url}/auth/v1/token?grant_type=refresh_token`, {
        method: 'POST',
        headers: { apikey: address.publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: stored.refresh_token }),
        signal: AbortSignal.timeout(REFRESH_MS),
      });
      answer = await response.json();
    } catch (error) {
      throw new BackendUnavailable('the session could not be refreshed', { cause: error });
    }
    if (response.ok) return readStored(answer);
    if (response.status >= 500 || response.status === 429)
      throw new BackendUnavailable(`the session could not be refreshed (${response.status})`);
    return null;
  };

  const session = (accessToken: string, claims: Verified): Session => ({
    userId: claims.sub,
    sessionId: claims.session_id,
    accessToken,
    expiresAt: claims.exp,
  });

  return {
    client: (cookies) => make(storageIn(cookies)),
    async fresh(cookies) {
      const stored = decode(cookies.get(SESSION_COOKIE));
      if (stored === null) {
        if (cookies.get(SESSION_COOKIE) !== undefined) clear(cookies);
        return null;
      }
      let current: Stored | null = stored;
      if (expiryOf(stored.access_token) - MARGIN_S <= nowS()) {
        current = await refreshing(stored);
        if (current === null) clear(cookies);
        else write(cookies, current);
      }
      if (current === null) return null;
      const claims = await deps.verify(current.access_token);
      if (claims !== null) return session(current.access_token, claims);
      clear(cookies);
      return null;
    },
    async read(cookieHeader) {
      const value = cookieFrom(cookieHeader);
      if (value === undefined || value === '') return 'none';
      const stored = decode(value);
      const claims = stored === null ? null : await deps.verify(stored.access_token);
      return stored === null || claims === null ? 'refused' : session(stored.access_token, claims);
    },
  };
}
