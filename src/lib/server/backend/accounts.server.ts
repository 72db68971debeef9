import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Failure } from '../../contracts/errors';
import type { Address } from './clients.server';
import { signToken } from './tokens.server';
import { BackendUnavailable, type Accounts, type Db } from './types.server';

/** The engine's words for a refused address or password, as a rule of ours. */
function refusal(code: string | undefined, status: number | undefined): Failure {
  if (code === 'user_already_exists' || code === 'email_exists') return { ok: false, code: 'conflict', field: 'email' };
  if (code === 'weak_password') return { ok: false, code: 'invalid', field: 'password', rule: 'password_short' };
  if (code === 'user_not_found') return { ok: false, code: 'not_found' };
  if (code === 'over_request_rate_limit' || code === 'over_email_send_rate_limit')
    return { ok: false, code: 'too_many' };
  if (code === 'validation_failed' || code === 'email_address_invalid')
    return { ok: false, code: 'invalid', field: 'email', rule: 'email' };
  if (status === undefined || status >= 500) throw new BackendUnavailable('accounts cannot be changed now');
  return { ok: false, code: 'unknown' };
}

/** bcrypt reads 72 bytes; what comes after would not count, so it is refused instead of dropped. */
const tooLong = (password: string): Failure | null =>
  Buffer.byteLength(password) > 72 ? { ok: false, code: 'invalid', field: 'password', rule: 'password_long' } : null;

/** By a function of ours on both ways: it also leaves the trace that closes the sockets of the account. */
async function endSessions(system: Db, account: string): Promise<void> {
  const { error } = await system.rpc('end_sessions', { account });
  if (error !== null) throw new BackendUnavailable(`sessions could not be ended (${error.code})`);
}

/** Accounts on Supabase, by its admin API. */
export function hostedAccounts(system: Db): Accounts {
  return {
    async create(email, password) {
      const long = tooLong(password);
      if (long !== null) return long;
      const { data, error } = await system.auth.admin.createUser({ email, password, email_confirm: true });
      return error === null ? { ok: true, value: { userId: data.user.id } } : refusal(error.code, error.status);
    },
    async setPassword(userId, password) {
      const long = tooLong(password);
      if (long !== null) return long;
      const { error } = await system.auth.admin.updateUserById(userId, { password });
      return error === null ? { ok: true, value: null } : refusal(error.code, error.status);
    },
    endSessions: (userId) => endSessions(system, userId),
  };
}

interface Answer {
  code?: string;
  error_code?: string;
  id?: string;
  user?: { id: string };
  access_token?: string;
}

/** Accounts on the embedded engine, which has no admin API: its own sign-up, and a session made for one call. */
export function liteAccounts(address: Required<Address>, system: Db, jwtSecret: string, pool: pg.Pool): Accounts {
  const call = async (method: string, path: string, body: object, token?: string): Promise<[number, Answer]> => {
    const response = await address.fetch(`${address.url}/auth/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: {
        apikey: address.publishableKey,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    const answer = response.status === 204 ? {} : ((await response.json()) as Answer);
    return [response.status, answer];
  };
  const codeOf = (answer: Answer): string | undefined =>
    answer.error_code ?? (typeof answer.code === 'string' ? answer.code : undefined);

  return {
    async create(email, password) {
      const long = tooLong(password);
      if (long !== null) return long;
      const [status, answer] = await call('POST', '/signup', { email, password });
      const userId = answer.user?.id;
      if (status !== 200 || userId === undefined) return refusal(codeOf(answer), status);
      // Sign-up opens a session at once; nobody holds its tokens, and it would be listed as a place of sign-in.
      if (answer.access_token !== undefined) await call('POST', '/logout?scope=global', {}, answer.access_token);
      return { ok: true, value: { userId } };
    },
    async setPassword(userId, password) {
      const long = tooLong(password);
      if (long !== null) return long;
      const sessionId = randomUUID();
      const known = await pool.query(
        'insert into auth.sessions (id, user_id) select $1, id from auth.users where id = $2',
        [sessionId, userId],
      );
      if (known.rowCount === 0) return { ok: false, code: 'not_found' };
      try {
        const exp = Math.floor(Date.now() / 1000) + 60;
        const claims = { sub: userId, aud: 'authenticated', role: 'authenticated', session_id: sessionId, exp };
        const [status, answer] = await call('PUT', '/user', { password }, signToken(claims, jwtSecret));
        // The same password again is what was asked for.
        if (status === 200 || codeOf(answer) === 'same_password') return { ok: true, value: null };
        return refusal(codeOf(answer), status);
      } finally {
        await pool.query('delete from auth.sessions where id = $1', [sessionId]);
      }
    },
    endSessions: (userId) => endSessions(system, userId),
  };
}
