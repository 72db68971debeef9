import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken } from '../../src/lib/server/crypto/links.server';
import { call } from '../../src/lib/server/rpc.server';
import { openHouse, PASSWORD, Visitor, type Came, type House } from './house';

const person = (email: string, more: Record<string, string> = {}) => ({
  name: 'Ana',
  email,
  password: PASSWORD,
  ...more,
});
const failureOf = (came: Came) => (came.kind === 'refused' ? came.form.failure?.code : came.kind);

describe('an invitation', () => {
  let house: House;
  let owner: Visitor;
  beforeAll(async () => {
    house = await openHouse();
    owner = await house.member(['owner']);
  });
  afterAll(() => house.close());

  async function invited(roles: string[] = ['legal']): Promise<string> {
    const came = await owner.post(
      '/desk/argentina/team?/invite',
      roles.map((role): [string, string] => ['roles', role]),
    );
    const link = came.kind === 'page' ? String(came.data['link']) : '';
    expect(link).toMatch(/^http:\/\/ronda\.test\/invite\/[\w-]{43}$/);
    return new URL(link).pathname;
  }
  const rolesOf = async (email: string) => {
    const { rows } = await house.world.sql.query<{ roles: string[] }>(
      'select r.roles from member_roles r join auth.users u on u.id = r.user_id where u.email = $1',
      [email],
    );
    return rows.map(({ roles }) => roles);
  };

  it('tells the campaign and the roles to whoever has the link, and lets one person in', async () => {
    const link = await invited(['legal', 'observer']);
    const visitor = new Visitor();
    expect(await visitor.get(link)).toMatchObject({
      data: { invitation: { title: 'Libertad a quienes protestan', roles: ['legal', 'observer'] }, signedIn: false },
    });
    expect(await visitor.post(`${link}?/accept`, person('new@people.test'))).toEqual({
      kind: 'redirect',
      to: '/desk/argentina',
    });
    expect(await visitor.get('/desk/argentina/team')).toMatchObject({ data: { team: null } });
    expect(await rolesOf('new@people.test')).toEqual([['legal', 'observer']]);
    // Used: the same friendly page for everybody, and nobody else comes in.
    expect(await new Visitor().get(link)).toEqual({ kind: 'error', status: 410 });
    expect(failureOf(await new Visitor().post(`${link}?/accept`, person('second@people.test')))).toBe('expired');
    const { rows } = await house.world.sql.query("select 1 from auth.users where email = 'second@people.test'");
    expect(rows).toEqual([]);
  });

  it('stands in the database as a hash only', async () => {
    const link = await invited();
    const { rows } = await house.world.sql.query<{ all: string }>(
      'select row_to_json(i)::text as all from invitations i',
    );
    expect(rows.some(({ all }) => all.includes(link.split('/').at(-1) ?? ''))).toBe(false);
  });

  it('is nothing when it has ended, was revoked or never was', async () => {
    const [late, revoked] = [await invited(), await invited()];
    const ids = await house.world.sql.query<{ id: string }>(
      'select id from invitations order by created_at desc limit 2',
    );
    await house.world.sql.query("update invitations set expires_at = now() - interval '1 second' where id = $1", [
      ids.rows[1]?.id,
    ]);
    expect(await owner.post('/desk/argentina/team?/revoke', { invitation: ids.rows[0]?.id ?? '' })).toMatchObject({
      to: '/desk/argentina/team?done=revoked',
    });
    for (const link of [late, revoked, `/invite/${newToken().token}`, '/invite/x', "/invite/' or 1=1"]) {
      const visitor = new Visitor();
      const status = link.length < 40 ? 404 : 410;
      expect(await visitor.get(link)).toEqual({ kind: 'error', status });
      expect(failureOf(await visitor.post(`${link}?/accept`, person('late@people.test')))).toBe('expired');
    }
  });

  it('lets one of two in who use it at the same moment', async () => {
    const link = await invited();
    const both = await Promise.all([
      new Visitor().post(`${link}?/accept`, person('first@people.test')),
      new Visitor().post(`${link}?/accept`, person('twin@people.test')),
    ]);
    expect(both.map(failureOf).sort()).toEqual(['expired', 'redirect']);
    expect([...(await rolesOf('first@people.test')), ...(await rolesOf('twin@people.test'))]).toHaveLength(1);
  });

  it('is accepted with an account that is there: signed in, or by its own password', async () => {
    const { email } = await house.world.user({ password: PASSWORD });
    const visitor = new Visitor();
    await visitor.signIn(email, PASSWORD);
    const link = await invited(['treasurer']);
    expect(await visitor.get(link)).toMatchObject({ data: { signedIn: true, inside: null } });
    expect(await visitor.post(`${link}?/join`, { name: 'Beto' })).toEqual({ kind: 'redirect', to: '/desk/argentina' });
    expect(await rolesOf(email)).toEqual([['treasurer']]);

    const { email: other } = await house.world.user({ password: PASSWORD });
    const second = await invited(['observer']);
    const wrong = await new Visitor().post(`${second}?/accept`, person(other, { password: 'somebody guesses' }));
    expect(wrong).toMatchObject({ status: 409, form: { errors: { email: 'has_account' }, values: { email: other } } });
    expect(await new Visitor().post(`${second}?/accept`, person(other))).toMatchObject({ kind: 'redirect' });
    expect(await rolesOf(other)).toEqual([['observer']]);
  });

  it('does not work twice for one member', async () => {
    const visitor = await house.member(['observer']);
    const link = await invited(['owner']);
    expect(await visitor.get(link)).toMatchObject({ data: { inside: 'argentina' } });
    expect(failureOf(await visitor.post(`${link}?/join`, { name: 'Again' }))).toBe('conflict');
    expect(await rolesOf(visitor.email)).toEqual([['observer']]);
  });

  it.each([
    ['short', { password: 'nine sign' }, { password: 'password' }],
    [
      'the address itself',
      { email: 'long.name@people.test', password: 'Long.Name@people.test' },
      { password: 'password' },
    ],
    ['longer than what is compared', { password: 'ñ'.repeat(40) }, { password: 'password_long' }],
    ['no address', { email: 'ana' }, { email: 'email' }],
    ['no name', { name: '  ' }, { name: 'required' }],
  ])('refuses %s', async (_what, change, errors) => {
    const link = await invited();
    const came = await new Visitor().post(`${link}?/accept`, person('weak@people.test', change));
    expect(came).toMatchObject({ kind: 'refused', status: 400, form: { errors } });
    expect(JSON.stringify(came)).not.toContain('"password":"nine');
  });
});

describe('the link of the first start', () => {
  let house: House;
  let path = '';
  beforeAll(async () => {
    house = await openHouse({ empty: true });
    const { token, hash } = newToken();
    await call(house.world.backend.system(), 'setup_token', { token_hash: hash });
    path = `/setup/${token}`;
  });
  afterAll(() => house.close());
  const count = async (table: string) =>
    Number((await house.world.sql.query<{ n: string }>(`select count(*) n from ${table}`)).rows[0]?.n);

  it('that is guessed makes nothing, not even an account', async () => {
    const came = await new Visitor().post(
      `/setup/${newToken().token}?/campaign`,
      person('thief@people.test', { title: 'Mine' }),
    );
    expect(failureOf(came)).toBe('expired');
    expect(await count('auth.users')).toBe(0);
  });

  it('names every field that is wrong and keeps what was typed', async () => {
    const came = await new Visitor().post(
      `${path}?/campaign`,
      person('a@people.test', { slug: 'Ñandú!', goal: 'many' }),
    );
    expect(came).toMatchObject({
      kind: 'refused',
      form: { errors: { title: 'required', slug: 'slug', goal: 'number' }, values: { slug: 'Ñandú!' } },
    });
  });

  it('makes one owner and one campaign, though two use it at the same moment', async () => {
    expect(await new Visitor().get(path)).toMatchObject({ data: { state: 'open' } });
    expect(await new Visitor().get('/setup/x')).toEqual({ kind: 'error', status: 404 });
    const [ana, beto] = [new Visitor(), new Visitor()];
    const both = await Promise.all([
      ana.post(`${path}?/campaign`, person('ana@people.test', { title: '¡Libertad a las 33!', goal: '5.000' })),
      beto.post(`${path}?/campaign`, person('beto@people.test', { title: '¡Libertad a las 33!' })),
    ]);
    expect(both.map(failureOf).sort()).toEqual(['expired', 'redirect']);
    expect(both).toContainEqual({ kind: 'redirect', to: '/desk/libertad-a-las-33' });
    expect([await count('campaigns'), await count('members')]).toEqual([1, 1]);
    const winner = both[0].kind === 'redirect' ? ana : beto;
    expect(await winner.get('/desk/libertad-a-las-33/team')).toMatchObject({ kind: 'page' });
    expect(await new Visitor().get(path)).toEqual({ kind: 'error', status: 410 });
    expect(await new Visitor().get('/setup/x')).toEqual({ kind: 'error', status: 410 });
    expect(failureOf(await new Visitor().post(`${path}?/sample`, person('c@people.test')))).toBe('expired');
  });
});
