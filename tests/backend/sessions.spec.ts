import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE, type Backend, type CookieJar } from '../../src/lib/server/backend/index.server';
import { CODE_LENGTH } from '../../src/lib/server/backend/lite.server';
import type { CookieOptions } from '../../src/lib/server/backend/types.server';
import { createWorld, type World } from '../support/world';
import { loose } from './fixtures/loose';

const migrations = fileURLToPath(new URL('fixtures/migrations', import.meta.url));

class Jar implements CookieJar {
  readonly values = new Map<string, string>();
  readonly options: CookieOptions[] = [];
  static with(cookie: string): Jar {
    const jar = new Jar();
    const at = cookie.indexOf('=');
    jar.values.set(cookie.slice(0, at), cookie.slice(at + 1));
    return jar;
  }
  get(name: string): string | undefined {
    return this.values.get(name);
  }
  set(name: string, value: string, options: CookieOptions): void {
    this.values.set(name, value);
    this.options.push(options);
  }
  delete(name: string): void {
    this.values.delete(name);
  }
  header(): string {
    return [...this.values].map(([name, value]) => `other=1; ${name}=${value}`).join('; ');
  }
}

let world: World;
let backend: Backend;
beforeAll(async () => {
  world = await createWorld({ migrations });
  backend = world.backend;
});
afterAll(() => world.close());

describe('accounts', () => {
  it('are made once, able to sign in, with no session nobody holds', async () => {
    const made = await backend.accounts.create('Ana@People.test', 'correct horse');
    expect(made).toMatchObject({ ok: true });
    expect(await backend.accounts.create('ana@people.test', 'other words')).toEqual({
      ok: false,
      code: 'conflict',
      field: 'email',
    });
    const { rows } = await world.sql.query('select count(*)::int as n from auth.sessions');
    expect(rows).toEqual([{ n: 0 }]);
    const { error } = await backend
      .auth(new Jar())
      .auth.signInWithPassword({ email: 'ana@people.test', password: 'correct horse' });
    expect(error).toBeNull();
  });

  it.each([
    ['short', 'x@people.test', 'short', { code: 'invalid', field: 'password', rule: 'password_short' }],
    ['long', 'x@people.test', 'é'.repeat(40), { code: 'invalid', field: 'password', rule: 'password_long' }],
    ['no address', 'people.test', 'correct horse', { code: 'invalid', field: 'email', rule: 'email' }],
  ])('are refused with a rule: %s', async (_, email, password, refusal) => {
    expect(await backend.accounts.create(email, password)).toEqual({ ok: false, ...refusal });
  });

  it('change their password, the same one again being no mistake', async () => {
    const { userId } = await world.user({ email: 'eva@people.test', password: 'correct horse' });
    expect(await backend.accounts.setPassword(userId, 'battery staple')).toEqual({ ok: true, value: null });
    expect(await backend.accounts.setPassword(userId, 'battery staple')).toEqual({ ok: true, value: null });
    const sign = async (password: string) =>
      (await backend.auth(new Jar()).auth.signInWithPassword({ email: 'eva@people.test', password })).error?.code;
    expect(await sign('correct horse')).toBe('invalid_credentials');
    expect(await sign('battery staple')).toBeUndefined();
    expect(await backend.accounts.setPassword('00000000-0000-4000-8000-000000000000', 'battery staple')).toEqual({
      ok: false,
      code: 'not_found',
    });
  });
});

describe('a session', () => {
  let jar: Jar;
  beforeEach(async () => {
    jar = new Jar();
    const email = `${crypto.randomUUID()}@people.test`;
    await backend.accounts.create(email, 'correct horse');
    await backend.auth(jar).auth.signInWithPassword({ email, password: 'correct horse' });
  });

  it('lies in one cookie that no script reads and that names nobody', async () => {
    expect([...jar.values.keys()]).toEqual([SESSION_COOKIE]);
    expect(jar.options.at(-1)).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: false, path: '/' });
    const text = Buffer.from(jar.get(SESSION_COOKIE) ?? '', 'base64url').toString();
    expect(text).not.toContain('@people.test');
    expect((jar.get(SESSION_COOKIE) ?? '').length).toBeLessThan(1_500);
  });

  it('is read from pages and from handshakes', async () => {
    const session = await backend.session(jar);
    expect(await backend.readSession(jar.header())).toEqual(session);
    expect((await loose(backend.as(session?.accessToken ?? '')).rpc('who')).data).toMatchObject({
      uid: session?.userId,
    });
  });

  it('ends with the sign-out, in the cookie and in the database', async () => {
    const session = await backend.session(jar);
    await backend.auth(jar).auth.signOut();
    expect(jar.values.size).toBe(0);
    const { rowCount } = await world.sql.query('select 1 from auth.sessions where id = $1', [session?.sessionId]);
    expect(rowCount).toBe(0);
  });

  it('marks its cookie Secure when people come by https', async () => {
    const other = await createWorld({ migrations, env: { ORIGIN: 'https://ronda.test' } });
    try {
      const safe = new Jar();
      const { email } = await other.user({ password: 'correct horse' });
      await other.backend.auth(safe).auth.signInWithPassword({ email, password: 'correct horse' });
      expect(safe.options.at(-1)).toMatchObject({ secure: true });
    } finally {
      await other.close();
    }
  });
});

describe('a token that has ended', () => {
  it('is exchanged once for all requests that bring it at the same moment', async () => {
    const { cookie, userId } = await world.user({ expiresInS: -60 });
    const jars = Array.from({ length: 8 }, () => Jar.with(cookie));
    const sessions = await Promise.all(jars.map((jar) => backend.session(jar)));
    expect(sessions.map((session) => session?.userId)).toEqual(jars.map(() => userId));
    expect(new Set(jars.map((jar) => jar.get(SESSION_COOKIE))).size).toBe(1);
    expect(await backend.session(jars[0] ?? new Jar())).toEqual(sessions[0]);
    // A straggler with the old cookie, a little later.
    expect((await backend.session(Jar.with(cookie)))?.userId).toBe(userId);
  });

  it('is exchanged by two processes at once', async () => {
    const { cookie, userId } = await world.user({ expiresInS: -60 });
    const other = await world.another();
    const sessions = await Promise.all([backend.session(Jar.with(cookie)), other.session(Jar.with(cookie))]);
    expect(sessions.map((session) => session?.userId)).toEqual([userId, userId]);
    // One exchange, so that a request that still brings the old token later is not taken for a thief's.
    const { rows } = await world.sql.query('select count(*)::int as n from auth.refresh_tokens where user_id = $1', [
      userId,
    ]);
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('is not exchanged once the sessions were ended, and its cookie goes', async () => {
    const { cookie, userId } = await world.user({ expiresInS: -60 });
    await backend.accounts.endSessions(userId);
    const jar = Jar.with(cookie);
    expect(await backend.session(jar)).toBeNull();
    expect(jar.values.size).toBe(0);
  });

  it('is refused at a handshake', async () => {
    const { cookie } = await world.user({ expiresInS: -60 });
    expect(await backend.readSession(cookie)).toBe('refused');
  });

  it('keeps its cookie while the database is away', async () => {
    const { cookie } = await world.user({ expiresInS: -60 });
    await world.sql.query('alter table auth.refresh_tokens rename to elsewhere');
    const jar = Jar.with(cookie);
    try {
      await expect(backend.session(jar)).rejects.toMatchObject({ name: 'BackendUnavailable' });
    } finally {
      await world.sql.query('alter table auth.elsewhere rename to refresh_tokens');
    }
    expect(jar.values.size).toBe(1);
  });
});

describe('a cookie from outside', () => {
  const value = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  it.each([
    ['garbage', '%%%'],
    ['another shape', value({ access_token: 'x' })],
    ['no tokens', value([1, 2])],
    ['a forged token', value(['a.b.c', 'd'])],
    ['an endless one', 'a'.repeat(100_000)],
  ])('%s is no session', async (_, cookie) => {
    expect(await backend.session(Jar.with(`${SESSION_COOKIE}=${cookie}`))).toBeNull();
    expect(await backend.readSession(`${SESSION_COOKIE}=${cookie}`)).toBe('refused');
  });

  it('none is none', async () => {
    expect(await backend.session(new Jar())).toBeNull();
    expect(await backend.readSession(undefined)).toBe('none');
    expect(await backend.readSession('theme=dark')).toBe('none');
  });
});

describe('a mailed code', () => {
  const codeIn = (text: string): string => new RegExp(`\\b\\d{${CODE_LENGTH}}\\b`).exec(text)?.[0] ?? '';

  it('signs in, once', async () => {
    const { email, userId } = await world.user();
    const jar = new Jar();
    const asked = await backend.auth(jar).auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(asked.error).toBeNull();
    const mail = world.mails.at(-1);
    expect(mail?.to).toBe(email);
    const token = codeIn(mail?.text ?? '');
    const right = await backend.auth(jar).auth.verifyOtp({ email, token, type: 'magiclink' });
    expect(right.error).toBeNull();
    expect((await backend.session(jar))?.userId).toBe(userId);
    const again = await backend.auth(new Jar()).auth.verifyOtp({ email, token, type: 'magiclink' });
    expect(again.error?.code).toBe('otp_expired');
  });

  it('ends', async () => {
    const { email, userId } = await world.user();
    await backend.auth(new Jar()).auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    const token = codeIn(world.mails.at(-1)?.text ?? '');
    await world.sql.query("update auth.users set recovery_sent_at = now() - interval '11 minutes' where id = $1", [
      userId,
    ]);
    const late = await backend.auth(new Jar()).auth.verifyOtp({ email, token, type: 'magiclink' });
    expect(late.error?.code).toBe('otp_expired');
  });

  it('makes no account for a stranger, and sends nothing', async () => {
    const sent = world.mails.length;
    const email = 'stranger@people.test';
    const { error } = await backend.auth(new Jar()).auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(error?.code).toBe('otp_disabled');
    expect(world.mails).toHaveLength(sent);
    const { rowCount } = await world.sql.query('select 1 from auth.users where email = $1', [email]);
    expect(rowCount).toBe(0);
  });
});

describe('the log', () => {
  it('names nobody', () => {
    expect(JSON.stringify(world.logged)).not.toContain('@');
  });
});
