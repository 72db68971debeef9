import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, openHouse, PASSWORD, Visitor, type Came, type House } from './house';

let house: House;
let owner: Awaited<ReturnType<House['member']>>;
beforeAll(async () => {
  house = await openHouse();
  owner = await house.member(['owner'], 'Olga');
});
afterAll(() => house.close());

const TEAM = '/desk/argentina/team';
const failureOf = (came: Came) => (came.kind === 'refused' ? came.form.failure : came.kind);

describe('an owner', () => {
  it('puts a member out in the same moment: pages, open sockets, and nothing reaches them any more', async () => {
    const member = await house.member(['coordinator'], 'Carla');
    const socket = await house.socket(member);
    const opened: unknown = await socket.emitWithAck('open', { stream: `campaign:${house.campaign}:team` });
    expect(opened).toMatchObject({ ok: true });
    let heard = 0;
    socket.on('delta', () => (heard += 1));
    const gone = closed(socket);
    expect(await owner.post(`${TEAM}?/disable`, { user: member.userId })).toMatchObject({
      to: `${TEAM}?done=disabled`,
    });
    await gone;
    const then = heard;
    expect(await member.get(TEAM)).toEqual({ kind: 'error', status: 404 });
    await owner.post('/desk/argentina/settings?/set', { status: 'open', goal: '77' });
    await new Promise((done) => setTimeout(done, 100));
    expect(heard).toBe(then);
    // The account can still sign in, to nothing; with its right back it finds the desk again.
    expect(await new Visitor().signIn(member.email, PASSWORD)).toEqual({ kind: 'redirect', to: '/sign-in' });
    await owner.post(`${TEAM}?/enable`, { user: member.userId });
    expect(await member.get(TEAM)).toMatchObject({ kind: 'page' });
  });

  it('ends all sessions of a member at once: every page, every socket, every token', async () => {
    const member = await house.member(['legal'], 'Lila');
    const phone = new Visitor();
    await phone.signIn(member.email, PASSWORD);
    const sockets = await Promise.all([house.socket(member), house.socket(phone)]);
    const gone = Promise.all(sockets.map(closed));
    expect(await owner.post(`${TEAM}?/end`, { user: member.userId })).toMatchObject({ to: `${TEAM}?done=ended` });
    await gone;
    for (const visitor of [member, phone]) {
      expect(await visitor.get(TEAM)).toMatchObject({ kind: 'redirect' });
      expect(await visitor.get('/live/session')).toEqual({ kind: 'answer', status: 401 });
      await expect(house.socket(visitor)).rejects.toThrow();
    }
    expect(await new Visitor().signIn(member.email, PASSWORD)).toEqual({ kind: 'redirect', to: '/desk' });
  });

  it('changes roles, and the pages follow', async () => {
    const member = await house.member(['observer'], 'Oto');
    expect(await member.get('/desk/argentina/settings')).toEqual({ kind: 'error', status: 404 });
    await owner.post(`${TEAM}?/roles`, [
      ['user', member.userId],
      ['roles', 'organizer'],
      ['roles', 'treasurer'],
    ]);
    expect(await member.get('/desk/argentina/settings')).toMatchObject({ kind: 'page' });
    const none = await owner.post(`${TEAM}?/roles`, { user: member.userId });
    expect(none).toMatchObject({ kind: 'refused', form: { errors: { roles: 'roles' } } });
  });

  it('who is the last one stays owner and stays in', async () => {
    const demoted = failureOf(await owner.post(`${TEAM}?/roles`, { user: owner.userId, roles: 'legal' }));
    expect(demoted).toMatchObject({ code: 'conflict', rule: 'last_owner' });
    const disabled = failureOf(await owner.post(`${TEAM}?/disable`, { user: owner.userId }));
    expect(disabled).toMatchObject({ code: 'conflict', rule: 'last_owner' });
    expect(await owner.get(TEAM)).toMatchObject({ kind: 'page' });
  });

  it('is told addresses and roles, nobody else is', async () => {
    const member = await house.member(['organizer'], 'Oscar');
    const seen = JSON.stringify(await owner.get(TEAM));
    expect(seen).toContain(member.email);
    expect(seen).toContain('member_roles');
    const roster = JSON.stringify(await member.get(TEAM));
    expect(roster).not.toContain('@');
    expect(roster).not.toContain('member_roles');
  });

  it('makes one invitation of two presses of the button', async () => {
    const page = await owner.get(TEAM);
    const opId = page.kind === 'page' ? String(page.data['opId']) : '';
    expect(await owner.post(`${TEAM}?/invite`, { opId, roles: 'legal' })).toMatchObject({ kind: 'page' });
    expect(failureOf(await owner.post(`${TEAM}?/invite`, { opId, roles: 'legal' }))).toMatchObject({
      code: 'op_id_reused',
    });
  });

  it('reads the journal in sentences and finds its chains whole', async () => {
    const page = await owner.get('/desk/argentina/journal?stream=admin');
    const lines = (page.kind === 'page' ? page.data['lines'] : []) as { what: string; hash: string }[];
    expect(lines.map(({ what }) => what)).toContain('Olga creó una invitación');
    expect(lines.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    const came = await owner.post('/desk/argentina/journal?/verify', {});
    const verified = (came.kind === 'page' ? came.data['verified'] : []) as { ok: boolean; label: string }[];
    expect(verified.map(({ label }) => label)).toEqual(expect.arrayContaining(['Equipo', 'Accesos']));
    expect(verified.every(({ ok }) => ok)).toBe(true);
    expect(await owner.get('/desk/argentina/journal?stream=legal')).toEqual({ kind: 'error', status: 404 });
  });

  it('is shown a journal that was altered past the application', async () => {
    const { sql } = house.world;
    const { rows } = await sql.query<{ stream: string }>(
      "select stream from journal where stream like '%:team' limit 1",
    );
    await sql.query('alter table journal disable trigger user');
    await sql.query('update journal set patch = patch || \'{"goal": 1}\' where stream = $1 and seq = 2', [
      rows[0]?.stream,
    ]);
    const came = await owner.post('/desk/argentina/journal?/verify', {});
    const verified = (came.kind === 'page' ? came.data['verified'] : []) as { ok: boolean; seq?: number }[];
    expect(verified.filter(({ ok }) => !ok)).toMatchObject([{ seq: 2 }]);
  });
});

describe('the outbox', () => {
  it('reads a code to the owner only while no server sends it, and only for their own team', async () => {
    const member = await house.member(['observer']);
    const { email: stranger } = await house.world.user({ password: PASSWORD });
    for (const email of [member.email, stranger]) await new Visitor().post('/sign-in/code?/ask', { email });
    const mails = async () => {
      const page = await owner.get('/desk/argentina/outbox');
      const { lines } = (page.kind === 'page' ? page.data['outbox'] : {}) as { lines: { mail: unknown }[] };
      return lines.map(({ mail }) => mail);
    };
    expect(await mails()).toEqual(['hidden', expect.objectContaining({ to: member.email })]);
    Object.assign(house.app, { sendsMail: true });
    expect(await mails()).toEqual(['hidden', 'hidden']);
    Object.assign(house.app, { sendsMail: false });
  });
});

describe('settings', () => {
  const good = {
    status: 'open',
    goal: '2.500',
    iban: 'de89 3704 0044 0532 0130 00',
    contactEmail: '',
    publishFund: 'on',
  };

  it('are saved as they are meant', async () => {
    expect(await owner.post('/desk/argentina/settings?/set', good)).toMatchObject({
      to: '/desk/argentina/settings?done=set',
    });
    const { rows } = await house.world.sql.query(
      'select goal, iban, contact_email, publish_fund, publish_detained from campaigns',
    );
    expect(rows).toEqual([
      { goal: 2500, iban: 'DE89370400440532013000', contact_email: null, publish_fund: true, publish_detained: false },
    ]);
  });

  it.each([
    [{ iban: 'DE89370400440532013001' }, { iban: 'iban' }],
    [{ goal: '0' }, { goal: 'number' }],
    [{ goal: '' }, { goal: 'required' }],
    [{ status: 'gone' }, { status: 'choice' }],
    [{ contactEmail: 'nobody' }, { contactEmail: 'email' }],
  ])('refuse %j and keep what was typed', async (change, errors) => {
    const came = await owner.post('/desk/argentina/settings?/set', { ...good, ...change });
    expect(came).toMatchObject({ kind: 'refused', status: 400, form: { errors, values: change } });
  });

  it('take texts in both languages, whatever stands in them', async () => {
    const nasty = `<script>alert(1)</script>'; drop table campaigns; --\r\n${'ñ'.repeat(300)}`;
    const came = await owner.post('/desk/argentina/settings?/text', { locale: 'en', title: 'Freedom', summary: nasty });
    expect(came).toMatchObject({ to: '/desk/argentina/settings?done=en' });
    const { rows } = await house.world.sql.query("select summary from campaign_texts where locale = 'en'");
    expect(rows).toEqual([{ summary: nasty.replace('\r\n', '\n') }]);
  });

  it('do not exist for those who may not write the campaign', async () => {
    const member = await house.member(['treasurer', 'coordinator', 'legal', 'observer']);
    for (const path of ['settings', 'outbox', 'journal']) {
      expect(await member.get(`/desk/argentina/${path}`)).toEqual({ kind: 'error', status: 404 });
    }
    for (const [path, fields] of [
      ['settings?/set', good],
      ['settings?/text', { locale: 'es', title: 'Mine' }],
      ['journal?/verify', {}],
      ['team?/invite', { roles: 'owner' }],
      ['team?/roles', { user: member.userId, roles: 'owner' }],
      ['team?/disable', { user: owner.userId }],
      ['team?/end', { user: owner.userId }],
    ] as [string, Record<string, string>][]) {
      expect(await member.post(`/desk/argentina/${path}`, fields), path).toEqual({ kind: 'error', status: 404 });
    }
    expect(await new Visitor().post(`${TEAM}?/invite`, { roles: 'owner' })).toEqual({ kind: 'error', status: 401 });
  });
});
