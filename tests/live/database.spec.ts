/** The same promises on the real database, through row level security and two processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import type { OpArgs, OpKind } from '$lib/contracts/ops';
import { AUDIENCES, ROLES, allows, type Audience, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { fromSnapshot } from '$lib/live/fold';
import { TeamCounter } from '$lib/live/totals.svelte';
import { SESSION_COOKIE, type Backend } from '$lib/server/backend/index.server';
import { toFailure } from '$lib/server/errors.server';
import { liveStore } from '$lib/server/realtime/attach.server';
import type { LiveDeps } from '$lib/server/realtime/deps.server';
import { createWorld, type World, type WorldUser } from '../support/world';
import { FakeDatabase } from './fake-store';
import { depsOf, digest, openBrowser, openHouse, pause, rawSocket, until, type House, type Raw } from './house';

let world: World;
let house: House;
let campaign: string;
let people: Record<Role, WorldUser>;
const sockets: Raw[] = [];

function realDeps(backend: Backend): LiveDeps {
  return {
    ...depsOf(new FakeDatabase()),
    store: liveStore(backend),
    toFailure: (error) => toFailure(error),
    async readSession(header) {
      const session = await backend.readSession(header);
      return session ?? (header.includes(`${SESSION_COOKIE}=`) ? 'refused' : 'none');
    },
  };
}

async function joinAs(roles: Role[]): Promise<WorldUser> {
  const user = await world.user();
  const member = randomUUID();
  await world.sql.query('insert into members (id, campaign_id, user_id, display_name) values ($1, $2, $3, $4)', [
    member,
    campaign,
    user.userId,
    roles.join(' '),
  ]);
  await world.sql.query('insert into member_roles (id, campaign_id, user_id, roles) values ($1, $2, $3, $4)', [
    member,
    campaign,
    user.userId,
    roles,
  ]);
  return user;
}

async function sit({ cookie }: { cookie: string }): Promise<Raw> {
  const socket = await rawSocket(house, { cookie });
  sockets.push(socket);
  return socket;
}

function run<K extends OpKind>(socket: Raw, kind: K, args: OpArgs[K], opId: string = uuidv7()) {
  return socket.emitWithAck('op', { opId, kind, args });
}

async function makeBoard(by: Raw): Promise<{ board: string; list: string; stream: StreamName }> {
  const [board, list] = [randomUUID(), randomUUID()];
  const made = await run(by, 'board.create', { campaign, id: board, name: 'B', lists: [{ id: list, name: 'L' }] });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return { board, list, stream: `board:${board}` };
}

beforeAll(async () => {
  world = await createWorld();
  campaign = randomUUID();
  await world.sql.query("insert into campaigns (id, slug, status) values ($1, 'argentina', 'open')", [campaign]);
  const made = await Promise.all(ROLES.map(async (role) => [role, await joinAs([role])] as const));
  people = Object.fromEntries(made) as Record<Role, WorldUser>;
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await openHouse(realDeps(world.backend));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await house.close();
});

describe('on the real database', () => {
  it('I1, I2, I4: screens follow what two processes and a console write at once', async () => {
    const second = await openHouse(realDeps(await world.another()));
    const boss = await sit(people.coordinator);
    const { board, list, stream } = await makeBoard(boss);
    const browsers = [
      openBrowser(house, people.observer),
      openBrowser(house, people.coordinator),
      openBrowser(second, people.organizer),
    ];
    const screens = browsers.map((browser) => browser.open(stream));
    await until(() => screens.every(({ phase }) => phase === 'live'), 'all open');
    const writers = screens.slice(1).map(async (screen, n) => {
      for (let i = 0; i < 25; i += 1) {
        const id = randomUUID();
        const answer = await screen.send('card.create', { list, id, title: `${n}-${i}` });
        expect(answer).toMatchObject({ ok: true });
        if (i % 3 === 0) await screen.send('card.set', { card: id, field: 'title', value: 'again' });
        if (i % 4 === 0) await screen.send('card.move', { card: id, list, after: null });
      }
    });
    const console_ = async (): Promise<void> => {
      for (let i = 0; i < 15; i += 1) {
        await world.sql.query(
          'update cards set note = $2 where id in (select id from cards where board_id = $1 limit 2)',
          [board, `n${i}`],
        );
        await pause(10);
      }
    };
    await Promise.all([...writers, console_()]);
    const head = Number((await liveStore(world.backend).heads([stream]))[stream]);
    await until(() => screens.every((s) => s.seq === head && s.pending === 0), 'all at the head');
    const snapshot = await liveStore(world.backend).as(people.observer.accessToken).snapshot(stream);
    expect(snapshot.seq).toBe(head);
    const truth = digest(fromSnapshot(snapshot));
    expect(screens.map(({ screen }) => digest(screen))).toEqual([truth, truth, truth]);
    const entries = await liveStore(world.backend).entries(stream, 0, 2000);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
    for (const browser of browsers) browser.close();
    await second.close();
  });

  it('I3: one operation sent by six tabs at once is one effect and one answer', async () => {
    const tabs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => sit(people.coordinator)));
    const { list, stream } = await makeBoard(tabs[0] ?? (await sit(people.coordinator)));
    const [opId, id] = [uuidv7(), randomUUID()];
    const answers = await Promise.all(tabs.map((tab) => run(tab, 'card.create', { list, id, title: 'once' }, opId)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect(answers[0]).toMatchObject({ ok: true, value: { opId } });
    const rows = await world.sql.query('select 1 from journal where op_id = $1 and stream = $2', [opId, stream]);
    expect(rows.rowCount).toBe(1);
    const other = await sit(people.organizer);
    expect(await run(other, 'card.create', { list, id, title: 'once' }, opId)).toMatchObject({ code: 'op_id_reused' });
  });

  it('I5: each role hears the streams of its permissions, and no others', async () => {
    const audiences = Object.keys(AUDIENCES) as Audience[];
    const heard = new Map<Role, JournalEntry[]>();
    for (const role of ROLES) {
      const socket = await sit(people[role]);
      const got: JournalEntry[] = [];
      heard.set(role, got);
      socket.on('delta', ({ entries }) => got.push(...entries));
      for (const audience of audiences) {
        const answer = await socket.emitWithAck('open', { stream: `campaign:${campaign}:${audience}` });
        if (allows([role], AUDIENCES[audience])) expect(answer).toMatchObject({ ok: true });
        else expect(answer).toEqual({ ok: false, code: 'not_found' });
      }
      expect(await socket.emitWithAck('open', { stream: `user:${people[role].userId}` })).toMatchObject({ ok: true });
    }
    const treasurer = await sit(people.treasurer);
    const donorSealed = 'v1.k.SEALED';
    const gift = { campaign, id: randomUUID(), amountMinor: '150000', currency: 'ARS', valueDate: '2026-05-01' };
    expect(await run(treasurer, 'fund.book_gift', { ...gift, donorSealed })).toMatchObject({ ok: true });
    const observerMayNot = await sit(people.observer);
    const refused = await run(observerMayNot, 'fund.book_gift', { ...gift, id: randomUUID() });
    expect(refused).toMatchObject({ ok: false, code: 'not_found' });
    await until(() => (heard.get('treasurer') ?? []).some(({ stream }) => stream.endsWith(':treasury')), 'the gift');
    await pause(150);
    for (const [role, entries] of heard) {
      for (const audience of audiences) {
        if (allows([role], AUDIENCES[audience])) continue;
        expect(entries.filter(({ stream }) => stream === `campaign:${campaign}:${audience}`)).toEqual([]);
      }
      expect(JSON.stringify(entries)).not.toContain('SEALED');
      expect(JSON.stringify(entries)).not.toContain('inverse');
    }
    expect(heard.get('observer')?.some(({ entity }) => entity === 'fund_totals')).toBe(true);
  });

  it('I7: disabling, ending sessions and a lost role take effect at once, from a socket and from a console', async () => {
    const boss = await sit(people.owner);
    const { list, stream } = await makeBoard(boss);
    const worker = await sit(people.coordinator);
    const victims = [await joinAs(['coordinator']), await joinAs(['coordinator']), await joinAs(['coordinator'])];
    const heard: JournalEntry[][] = [];
    const seats = await Promise.all(
      victims.map(async (victim, i) => {
        const socket = await sit(victim);
        const got: JournalEntry[] = [];
        heard[i] = got;
        socket.on('delta', ({ entries }) => got.push(...entries));
        expect(await socket.emitWithAck('open', { stream })).toMatchObject({ ok: true });
        return socket;
      }),
    );
    // That they joined is told on the streams of the team, and each is asked anew when it comes; who is being asked gets
    // heads instead of entries. So wait until two cards, a look of the relay apart, have reached all three as entries.
    const settled = (n: number) => heard.every((got) => got.some(({ patch }) => patch['title'] === `settled ${n}`));
    for (let n = 0; !(settled(n - 1) && settled(n - 2)); n += 1) {
      expect(n).toBeLessThan(20);
      await run(worker, 'card.create', { list, id: randomUUID(), title: `settled ${n}` });
      await pause(300);
    }
    for (const got of heard) got.length = 0;
    const [first, second, third] = victims.map(({ userId }) => userId);
    await run(boss, 'team.disable', { campaign, user: first ?? '' });
    await run(worker, 'card.create', { list, id: randomUUID(), title: 'after 1' });
    await until(() => seats[0]?.connected === false, 'the first is out');
    await run(boss, 'team.end_sessions', { campaign, user: second ?? '' });
    await run(worker, 'card.create', { list, id: randomUUID(), title: 'after 2' });
    await until(() => seats[1]?.connected === false, 'the second is out');
    await world.sql.query('update members set disabled_at = now() where user_id = $1', [third]);
    await until(() => seats[2]?.connected === false, 'the third is out');
    await run(worker, 'card.create', { list, id: randomUUID(), title: 'after 3' });
    await pause(150);
    expect(heard.map((entries) => entries.map(({ patch }) => patch['title']))).toEqual([
      [],
      ['after 1'],
      ['after 1', 'after 2'],
    ]);
    expect(boss.connected && worker.connected).toBe(true);
    await expect(sit(victims[1] ?? people.observer)).rejects.toMatchObject({ data: { code: 'signed_out' } });
    const back = await sit(victims[0] ?? people.observer);
    expect(await back.emitWithAck('open', { stream })).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('a lost role closes the stream it opened, and the rest goes on', async () => {
    const boss = await sit(people.owner);
    const lawyer = await joinAs(['legal']);
    const socket = await sit(lawyer);
    const legal: StreamName = `campaign:${campaign}:legal`;
    const team: StreamName = `campaign:${campaign}:team`;
    for (const stream of [legal, team]) await socket.emitWithAck('open', { stream });
    const revoked: StreamName[] = [];
    socket.on('revoked', ({ streams }) => revoked.push(...streams));
    await run(boss, 'team.set_roles', { campaign, user: lawyer.userId, roles: ['observer'] });
    await until(() => revoked.length > 0, 'the notice');
    expect(revoked).toEqual([legal]);
    expect(await socket.emitWithAck('open', { stream: legal })).toEqual({ ok: false, code: 'not_found' });
    expect(await socket.emitWithAck('since', { stream: team, since: 0 })).toMatchObject({ ok: true });
  });

  it.each(['by an operation here', 'by another process'])(
    'whoever is taken out of a compartment hears no more of it, and nobody else ever does: %s',
    async (way) => {
      const [keeper, guest] = [await joinAs(['legal']), await joinAs(['legal'])];
      const boss = await sit(keeper);
      const [compartment, person] = [uuidv7(), uuidv7()];
      const stream: StreamName = `compartment:${compartment}`;
      await run(boss, 'compartments.create', { campaign, id: compartment, memberId: uuidv7(), code: 'K-1' });
      const outsider = await sit(people.legal);
      expect(await outsider.emitWithAck('open', { stream })).toEqual({ ok: false, code: 'not_found' });
      await run(boss, 'compartments.add_member', { compartment, id: uuidv7(), user: guest.userId });
      const sockets = [await sit(guest), outsider];
      const heard: string[] = [];
      for (const socket of sockets) {
        socket.on('delta', (told) => heard.push(JSON.stringify(told)));
        await socket.emitWithAck('open', { stream: `campaign:${campaign}:team` });
      }
      expect(await sockets[0]?.emitWithAck('open', { stream })).toMatchObject({ ok: true });
      const status = { statusId: uuidv7(), status: 'missing' as const, place: '', fromDate: '2026-01-01' };
      await run(boss, 'people.register', {
        campaign,
        id: person,
        code: `P-${way.length}`,
        pseudonym: 'Nadie',
        ...status,
      });
      await run(boss, 'compartments.put', { entity: 'people', id: person, compartment });
      await until(() => heard.some((told) => told.includes(stream) && told.includes('Nadie')), 'the guest hears it');
      const out: StreamName[] = [];
      sockets[0]?.on('revoked', ({ streams }) => out.push(...streams));
      if (way.endsWith('process'))
        await world.sql.query('update compartment_members set removed_at = now() where user_id = $1', [guest.userId]);
      else await run(boss, 'compartments.remove_member', { compartment, user: guest.userId });
      await until(() => out.includes(stream), 'the notice');
      heard.length = 0;
      const set = { person, id: uuidv7(), status: 'house_arrest' as const, place: 'Secreto', fromDate: '2026-01-02' };
      await run(boss, 'people.set_status', set);
      await pause(400);
      expect(heard.join()).not.toMatch(/Secreto|house_arrest/);
      expect(await sockets[0]?.emitWithAck('since', { stream, since: 0 })).toEqual({ ok: false, code: 'not_found' });
    },
  );

  it('forged, foreign and ended tokens do not get in', async () => {
    const ended = await world.user({ expiresInS: -60 });
    for (const cookie of [`${SESSION_COOKIE}=x`, ended.cookie]) {
      await expect(rawSocket(house, { cookie })).rejects.toMatchObject({ data: { code: 'signed_out' } });
    }
    const [head, , signature] = people.owner.accessToken.split('.');
    const claims = { sub: people.owner.userId, session_id: people.owner.sessionId, role: 'service_role', exp: 4e9 };
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    const wrapped = Buffer.from(JSON.stringify([forged, 'x'])).toString('base64url');
    await expect(rawSocket(house, { cookie: `${SESSION_COOKIE}=${wrapped}` })).rejects.toMatchObject({
      data: { code: 'signed_out' },
    });
  });

  it('totals reach the team and the public, and SQL in a field stays text', async () => {
    const browser = openBrowser(house, people.coordinator);
    const counter = new TeamCounter(browser.link, campaign, 'today');
    const stop = counter.start();
    await until(() => counter.frame !== null, 'the first frame');
    const before = counter.frame?.v ?? 0;
    const watcher = await rawSocket(house, { as: 'public' });
    sockets.push(watcher);
    const told: number[] = [];
    watcher.on('totals', ({ goal }) => told.push(goal));
    const shown = await watcher.emitWithAck('totals:watch', { campaign: 'argentina' });
    expect(shown).toMatchObject({ ok: true, value: { campaign: 'argentina', signatures: 0 } });
    const boss = await sit(people.owner);
    expect(await run(boss, 'campaign.set', { campaign, goal: 4321 })).toMatchObject({ ok: true });
    // What the counting job does: `v` grows when the changes are added up.
    await world.backend.system().rpc('count_signatures', {});
    await until(() => counter.frame?.goal === 4321, 'the team sees the goal');
    await until(() => told.includes(4321), 'the public sees the goal');
    // The goal may stand in a frame read just before the adding up; the frame after it carries the higher number.
    await until(() => (counter.frame?.v ?? 0) > before, 'the frame after the adding up');
    const { list, stream } = await makeBoard(boss);
    const title = `'); drop table cards; -- <script>alert(1)</script>`;
    expect(await run(boss, 'card.create', { list, id: randomUUID(), title })).toMatchObject({ ok: true });
    const screen = browser.open(stream);
    await until(() => screen.rows('cards').length === 1, 'the card');
    expect(screen.rows('cards')[0]?.['title']).toBe(title);
    stop();
    browser.close();
  });
});
