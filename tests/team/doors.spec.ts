import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../src/lib/server/backend/index.server';
import { openHouse, PASSWORD, Visitor, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const errorOf = (came: Awaited<ReturnType<Visitor['get']>>) =>
  came.kind === 'refused' ? { status: came.status, errors: came.form.errors, failure: came.form.failure?.code } : came;

describe('the door by password', () => {
  it('leads to the desk, or to the page that was asked for', async () => {
    const { email } = await house.member(['organizer']);
    expect(await new Visitor().signIn(email, PASSWORD)).toEqual({ kind: 'redirect', to: '/desk' });
    const visitor = new Visitor();
    expect(await visitor.get('/desk/argentina/settings')).toEqual({
      kind: 'redirect',
      to: '/sign-in?next=%2Fdesk%2Fargentina%2Fsettings',
    });
    const came = await visitor.signIn(` ${email.toUpperCase()} `, PASSWORD, '/desk/argentina/settings');
    expect(came).toEqual({ kind: 'redirect', to: '/desk/argentina/settings' });
    expect(await visitor.get('/desk/argentina/settings')).toMatchObject({ kind: 'page' });
    expect(await visitor.get('/sign-in')).toEqual({ kind: 'redirect', to: '/desk' });
  });

  it.each(['https://evil.example/desk', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to %s',
    async (next) => {
      const { email } = await house.member(['observer']);
      expect(await new Visitor().signIn(email, PASSWORD, next)).toEqual({ kind: 'redirect', to: '/desk' });
      expect(await new Visitor().get(`/sign-in?next=${encodeURIComponent(next)}`)).toMatchObject({
        data: { next: '/desk' },
      });
    },
  );

  it('refuses a wrong password and an unknown address in the same words and about the same time', async () => {
    const { email } = await house.member(['legal']);
    const timed = async (address: string) => {
      const began = performance.now();
      const came = errorOf(await new Visitor().signIn(address, 'not the password'));
      return { came, ms: performance.now() - began };
    };
    const [known, unknown] = [await timed(email), await timed('nobody@people.test')];
    expect(known.came).toEqual({ status: 400, errors: { password: 'sign_in_wrong' }, failure: 'invalid' });
    expect(unknown.came).toEqual(known.came);
    expect(Math.min(known.ms, unknown.ms)).toBeGreaterThan(390);
  });

  it('keeps the address that was typed and never the password', async () => {
    const came = await new Visitor().signIn('ana@people.test', 'a secret thing');
    expect(JSON.stringify(came)).toContain('ana@people.test');
    expect(JSON.stringify(came)).not.toContain('a secret thing');
  });

  it('asks for what is missing, and says so of broken text', async () => {
    const empty = { status: 400, errors: { email: 'required', password: 'required' }, failure: 'invalid' };
    expect(errorOf(await new Visitor().post('/sign-in', {}))).toEqual(empty);
    expect(errorOf(await new Visitor().signIn('a\u0000@people.test', 'x'))).toMatchObject({
      errors: { email: 'encoding' },
    });
    expect(errorOf(await new Visitor().signIn(`' or 1=1; --`, `<script>`))).toMatchObject({
      errors: { password: 'sign_in_wrong' },
    });
  });

  it('shuts for an account after ten wrong passwords, from wherever they come, while the door by code stays open', async () => {
    const { email } = await house.member(['coordinator']);
    await Promise.all(Array.from({ length: 10 }, () => new Visitor().signIn(email, 'wrong wrong')));
    const locked = await new Visitor().signIn(email, PASSWORD);
    expect(locked).toMatchObject({ kind: 'refused', status: 429, form: { failure: { code: 'too_many' } } });
    const visitor = new Visitor();
    await visitor.post('/sign-in/code?/ask', { email });
    const code = await house.codeFor(email);
    expect(await visitor.post('/sign-in/code?/enter', { email, code: code ?? '' })).toMatchObject({ to: '/desk' });
  });
});

describe('the door by code', () => {
  it('answers the same whoever asks, and mails only to an account', async () => {
    const { email } = await house.member(['observer']);
    const [known, unknown] = await Promise.all([
      new Visitor().post('/sign-in/code?/ask', { email }),
      new Visitor().post('/sign-in/code?/ask', { email: 'nobody@people.test' }),
    ]);
    expect(known).toMatchObject({ kind: 'page', data: { values: { sent: 'yes', email } } });
    expect(unknown).toMatchObject({ kind: 'page', data: { values: { sent: 'yes' } } });
    expect(await house.codeFor(email)).toMatch(/^\d{8}$/);
    expect(await house.codeFor('nobody@people.test')).toBeNull();
    const { rows } = await house.world.sql.query("select 1 from auth.users where email = 'nobody@people.test'");
    expect(rows).toEqual([]);
  });

  it('takes a code once, also with blanks in it, and goes where was asked', async () => {
    const { email } = await house.member(['observer']);
    await new Visitor().post('/sign-in/code?/ask', { email });
    const code = (await house.codeFor(email)) ?? '';
    const typed = { email, code: `${code.slice(0, 4)} ${code.slice(4)}`, next: '/desk/argentina/team' };
    expect(await new Visitor().post('/sign-in/code?/enter', typed)).toMatchObject({ to: '/desk/argentina/team' });
    expect(errorOf(await new Visitor().post('/sign-in/code?/enter', { email, code }))).toMatchObject({
      errors: { code: 'code_wrong' },
    });
  });

  it('stops guessing after five tries, for whoever guesses and not for the member', async () => {
    const { email } = await house.member(['observer']);
    await new Visitor().post('/sign-in/code?/ask', { email });
    const thief = new Visitor();
    const tries = [];
    for (let n = 0; n < 6; n++) {
      tries.push(errorOf(await thief.post('/sign-in/code?/enter', { email, code: `0000000${n}` })));
    }
    expect(tries.at(4)).toMatchObject({ errors: { code: 'code_wrong' } });
    expect(tries.at(5)).toMatchObject({ status: 429 });
    const code = (await house.codeFor(email)) ?? '';
    expect(await new Visitor().post('/sign-in/code?/enter', { email, code })).toMatchObject({ kind: 'redirect' });
  });

  it('sends no more than three codes to one mailbox in ten minutes', async () => {
    const { email } = await house.member(['observer']);
    const asked = [];
    for (let n = 0; n < 4; n++) asked.push(await new Visitor().post('/sign-in/code?/ask', { email }));
    expect(asked.map(({ kind }) => kind)).toEqual(['page', 'page', 'page', 'refused']);
  });
});

describe('a session', () => {
  it('that was forged is none, and its cookie goes', async () => {
    const { cookie: _, ...owner } = await house.member(['owner']);
    const real = owner.jar.get(SESSION_COOKIE) ?? '';
    const [access = '', refresh] = JSON.parse(Buffer.from(real, 'base64url').toString()) as [string, string];
    const [head, body = '', signature] = access.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'service_role' })).toString('base64url');
    for (const value of [
      'x',
      Buffer.from('{"a":1}').toString('base64url'),
      Buffer.from(JSON.stringify([`${head}.${forged}.${signature}`, refresh])).toString('base64url'),
      Buffer.from(JSON.stringify([`${head}.${body}.`, 'nothing'])).toString('base64url'),
    ]) {
      const visitor = new Visitor();
      visitor.jar.set(SESSION_COOKIE, value);
      expect(await visitor.get('/desk/argentina/team')).toMatchObject({
        kind: 'redirect',
        to: '/sign-in?next=%2Fdesk%2Fargentina%2Fteam',
      });
      expect(await visitor.get('/live/session')).toEqual({ kind: 'answer', status: 401 });
    }
  });

  it('ends with signing out, and its token is worth nothing afterwards', async () => {
    const visitor = await house.member(['organizer']);
    const kept = new Visitor();
    kept.jar.set(SESSION_COOKIE, visitor.jar.get(SESSION_COOKIE) ?? '');
    expect(await kept.get('/live/session')).toEqual({ kind: 'answer', status: 200 });
    expect(await visitor.post('/sign-out', {})).toEqual({ kind: 'redirect', to: '/sign-in?left' });
    expect(visitor.jar.has(SESSION_COOKIE)).toBe(false);
    expect(visitor.told['clear-site-data']).toBe('"storage"');
    expect(await kept.get('/desk/argentina/team')).toMatchObject({ kind: 'redirect' });
    expect(await kept.get('/live/session')).toEqual({ kind: 'answer', status: 401 });
  });

  it('can be ended on every device by whom it belongs to', async () => {
    const here = await house.member(['observer']);
    const there = new Visitor();
    await there.signIn(here.email, PASSWORD);
    expect(await there.get('/desk/argentina/team')).toMatchObject({ kind: 'page' });
    await here.post('/sign-out', { scope: 'everywhere' });
    expect(await there.get('/desk/argentina/team')).toMatchObject({ kind: 'redirect' });
  });

  it('of somebody without a campaign finds a word instead of a desk', async () => {
    const { email } = await house.world.user({ password: PASSWORD });
    const visitor = new Visitor();
    expect(await visitor.signIn(email, PASSWORD)).toEqual({ kind: 'redirect', to: '/sign-in' });
    expect(await visitor.get('/sign-in')).toMatchObject({ kind: 'page', data: { homeless: true } });
    expect(await visitor.get('/desk/argentina/team')).toEqual({ kind: 'error', status: 404 });
  });
});
