import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamName } from '$lib/contracts/journal';
import { uuidv7 } from '$lib/kernel/ids';
import { FakeDatabase } from './fake-store';
import { depsOf, openBrowser, openHouse, pause, rawSocket, until, type House, type Raw } from './house';

let db: FakeDatabase;
let house: House;
let stream: StreamName;
let team: StreamName;
const sockets: Raw[] = [];

beforeEach(async () => {
  db = new FakeDatabase();
  const board = randomUUID();
  db.boards.add(board);
  stream = `board:${board}`;
  team = `campaign:${db.campaign}:team`;
  house = await openHouse(depsOf(db));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await house.close();
});

async function sit(options: Parameters<typeof rawSocket>[1], at: House = house): Promise<Raw> {
  const socket = await rawSocket(at, options);
  sockets.push(socket);
  return socket;
}

/** Everything this socket is ever told. */
function ears(socket: Raw): { event: string; payload: unknown }[] {
  const heard: { event: string; payload: unknown }[] = [];
  socket.onAny((event: string, payload: unknown) => heard.push({ event, payload }));
  return heard;
}

const card = (): void => void db.write(stream, 'cards', randomUUID(), 'insert', { title: 'secret' });

describe('I5: entries carry what their audience may see and nothing besides', () => {
  it('neither the undo nor the hashes leave the house', async () => {
    const socket = await sit({ cookie: db.join(['observer']).cookie });
    const heard = ears(socket);
    await socket.emitWithAck('open', { stream });
    card();
    await until(() => heard.some(({ event }) => event === 'delta'), 'the entry');
    const text = JSON.stringify(heard);
    expect(text).toContain('secret');
    expect(text).not.toContain('inverse');
  });
});

describe('I7: nothing after a revocation', () => {
  it('by an operation here: out in the tick in which it was accepted', async () => {
    const owner = db.join(['owner'], 'Eva');
    const other = db.join(['coordinator'], 'Leo');
    const [boss, tab1, tab2] = await Promise.all([sit(owner), sit(other), sit(other)]);
    for (const tab of [tab1, tab2, boss]) await tab.emitWithAck('open', { stream });
    const heard = [tab1, tab2].map(ears);
    const args = { campaign: db.campaign, user: other.user };
    const sent = boss.emitWithAck('op', { opId: uuidv7(), kind: 'team.disable', args });
    expect(await sent).toMatchObject({ ok: true });
    for (let i = 0; i < 20; i += 1) card();
    await until(() => !tab1.connected && !tab2.connected, 'off the line');
    await pause(150);
    for (const one of heard) {
      expect(one.filter(({ event }) => event === 'delta')).toEqual([]);
      expect(one.filter(({ event }) => event === 'revoked')).toEqual([
        { event: 'revoked', payload: { streams: [stream] } },
      ]);
    }
    expect(boss.connected).toBe(true);
    // The session lives on, the campaign does not let them in.
    const back = await sit(other);
    expect(await back.emitWithAck('open', { stream })).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('by another process: what was committed after it never reaches them', async () => {
    for (let round = 0; round < 10; round += 1) {
      const other = db.join(['coordinator']);
      const socket = await sit(other);
      await socket.emitWithAck('open', { stream });
      const heard = ears(socket);
      card();
      const last = db.stream(stream).head;
      db.disable(other.user);
      for (let i = 0; i < 10; i += 1) card();
      await until(() => !socket.connected, 'off the line');
      const seqs = heard.flatMap(({ event, payload }) =>
        event === 'delta' ? (payload as { entries: { seq: number }[] }).entries.map(({ seq }) => seq) : [],
      );
      expect(Math.max(0, ...seqs)).toBeLessThanOrEqual(last);
    }
  });

  it('ending sessions cuts every tab and the session cannot come back', async () => {
    const other = db.join(['legal']);
    const socket = await sit(other);
    await socket.emitWithAck('open', { stream });
    db.endSessions(other.user);
    card();
    const heard = ears(socket);
    await until(() => !socket.connected, 'off the line');
    expect(heard.filter(({ event }) => event === 'delta')).toEqual([]);
    await expect(sit(other)).rejects.toMatchObject({ data: { code: 'signed_out' } });
  });

  it('a session that ended without a trace is found by looking', async () => {
    const other = db.join(['legal']);
    const socket = await sit(other);
    db.sessions.delete(other.session);
    await until(() => !socket.connected, 'off the line', 2_000);
    expect(house.live.sockets).toBe(0);
  });

  it('a lost role closes what it opened and nothing else, and tells which', async () => {
    const owner = db.join(['owner']);
    const lawyer = db.join(['legal']);
    const [boss, socket] = await Promise.all([sit(owner), sit(lawyer)]);
    const legal: StreamName = `campaign:${db.campaign}:legal`;
    for (const name of [legal, team, stream]) await socket.emitWithAck('open', { stream: name });
    const heard = ears(socket);
    const args = { campaign: db.campaign, user: lawyer.user, roles: ['observer' as const] };
    await boss.emitWithAck('op', { opId: uuidv7(), kind: 'team.set_roles', args });
    db.write(legal, 'files', randomUUID(), 'insert', { sealed: 'x' });
    card();
    await until(() => heard.some(({ event }) => event === 'revoked'), 'the notice');
    await pause(150);
    expect(heard.find(({ event }) => event === 'revoked')?.payload).toEqual({ streams: [legal] });
    expect(JSON.stringify(heard)).not.toContain('sealed');
    expect(socket.connected).toBe(true);
    const before = heard.length;
    card();
    await until(() => heard.slice(before).some(({ event }) => event === 'delta'), 'the board goes on');
    const since = await socket.emitWithAck('since', { stream, since: 0 });
    expect(since).toMatchObject({ ok: true, value: { head: 2 } });
  });

  it('a change of roles written elsewhere disturbs nobody for good', async () => {
    const people = ['owner', 'observer', 'coordinator'] as const;
    const joined = people.map((role) => db.join([role]));
    const browsers = joined.map(({ cookie }) => openBrowser(house, { cookie }));
    const screens = browsers.map((browser) => browser.open(stream));
    await until(() => screens.every(({ phase }) => phase === 'live'), 'all open');
    db.setRoles(joined[2]?.user ?? '', ['observer']);
    for (let i = 0; i < 10; i += 1) {
      card();
      await pause(10);
    }
    await until(() => screens.every(({ seq }) => seq === 10), 'all have all');
    expect(browsers.every(({ connection }) => connection.connected)).toBe(true);
    for (const browser of browsers) browser.close();
  });

  it('a screen keeps nothing of a stream that was taken away', async () => {
    const other = db.join(['coordinator']);
    const browser = openBrowser(house, { ...other, refresh: () => Promise.resolve('signed_out') });
    const screen = browser.open(stream);
    card();
    await until(() => screen.rows('cards').length === 1, 'the card');
    db.endSessions(other.user);
    await until(() => screen.phase === 'gone', 'gone');
    expect(screen.rows('cards')).toEqual([]);
    await until(() => browser.connection.signedOut, 'signed out');
    browser.close();
  });

  it('what follows a lost role in the same breath stays inside, and what was theirs is made up for', async () => {
    const still = await openHouse(depsOf(db, { timing: { heartbeatMs: 60_000, pollMs: 60_000 } }));
    const lawyer = db.join(['legal']);
    const legal: StreamName = `campaign:${db.campaign}:legal`;
    const socket = await sit(lawyer, still);
    for (const name of [legal, team]) await socket.emitWithAck('open', { stream: name });
    const heard = ears(socket);
    db.slowMs = 20;
    still.live.offer(db.setRoles(lawyer.user, ['observer']));
    still.live.offer([db.write(legal, 'files', randomUUID(), 'insert', { title: 'not for them' })]);
    still.live.offer([db.write(team, 'people', randomUUID(), 'insert', { title: 'for them' })]);
    await until(() => heard.some(({ event }) => event === 'revoked'), 'the notice');
    // The notice comes as soon as one stream is refused; the others are still being asked for.
    await until(() => heard.some(({ event }) => event === 'heads'), 'where their own stream stands');
    await pause(50);
    expect(heard.filter(({ event }) => event === 'delta')).toEqual([]);
    expect(heard.filter(({ event }) => event === 'heads').map(({ payload }) => payload)).toEqual([{ [team]: 1 }]);
    await still.close();
  });

  it('an opening that a lost role overtakes does not end in the room', async () => {
    const still = await openHouse(depsOf(db, { timing: { heartbeatMs: 60_000 } }));
    const legal: StreamName = `campaign:${db.campaign}:legal`;
    for (let round = 0; round < 25; round += 1) {
      db.slowMs = 0;
      const lawyer = db.join(['legal']);
      const socket = await sit(lawyer, still);
      const heard = ears(socket);
      db.slowMs = 20;
      const opening = socket.emitWithAck('open', { stream: legal });
      await pause(Math.random() * 25);
      still.live.offer(db.setRoles(lawyer.user, ['observer']));
      const last = db.stream(legal).head;
      for (let i = 0; i < 12; i += 1) {
        still.live.offer([db.write(legal, 'files', randomUUID(), 'insert', {})]);
        await pause(4);
      }
      await opening;
      const seqs = heard.flatMap(({ event, payload }) =>
        event === 'delta' ? (payload as { entries: { seq: number }[] }).entries.map(({ seq }) => seq) : [],
      );
      expect(Math.max(0, ...seqs)).toBeLessThanOrEqual(last);
      socket.disconnect();
    }
    await still.close();
  }, 20_000);

  it('whoever is disabled while coming in does not see who is here', async () => {
    const colleague = db.join(['owner'], 'Eva');
    let before = 0;
    for (let round = 0; round < 12; round += 1) {
      db.slowMs = 0;
      // Alone in its campaign for this process: nothing of it is followed yet.
      const fresh = await openHouse(depsOf(db));
      const other = db.join(['coordinator']);
      db.slowMs = 15;
      const coming = sit(other, fresh);
      await pause(10 + Math.random() * 40);
      db.disable(other.user);
      const socket = await coming;
      const heard = ears(socket);
      db.slowMs = 0;
      const eva = await sit(colleague, fresh);
      await pause(80);
      eva.emit('here', { campaign: db.campaign, at: 'today' });
      await pause(120);
      if (socket.connected) before += 1;
      expect(heard.filter(({ event }) => event === 'presence')).toEqual([]);
      socket.disconnect();
      eva.disconnect();
      await fresh.close();
    }
    expect(before).toBeGreaterThan(0);
  }, 20_000);

  it('whoever is just coming in is not overlooked', async () => {
    db.slowMs = 10;
    let inside = 0;
    for (let round = 0; round < 15; round += 1) {
      const other = db.join(['coordinator']);
      const coming = sit(other).then(
        async (socket) => {
          const opened = await socket.emitWithAck('open', { stream });
          return { socket, opened };
        },
        () => null,
      );
      await pause(Math.random() * 40);
      db.endSessions(other.user);
      const came = await coming.catch(() => null);
      if (came) {
        inside += 1;
        const heard = ears(came.socket);
        card();
        await until(() => !came.socket.connected, 'off the line', 1_500);
        expect(heard.filter(({ event }) => event === 'delta')).toEqual([]);
      }
    }
    expect(inside).toBeLessThan(15);
    expect(house.live.sockets).toBe(0);
  });

  it('the socket of a token that ends is closed, and the browser comes back with a new one', async () => {
    const { cookie } = db.join(['observer']);
    const deps = depsOf(db, { timing: { expiryMarginMs: 0 } });
    let lifeS = 0.3;
    const short = await openHouse({
      ...deps,
      readSession: async (header) => {
        const session = await deps.readSession(header);
        return typeof session === 'string' ? session : { ...session, expiresAt: Date.now() / 1000 + lifeS };
      },
    });
    let refreshed = 0;
    const browser = openBrowser(short, {
      cookie,
      refresh: () => {
        refreshed += 1;
        lifeS = 3600;
        return Promise.resolve('ok');
      },
    });
    const screen = browser.open(stream);
    await until(() => refreshed === 1 && screen.phase === 'live', 'back with a new token');
    card();
    await until(() => screen.rows('cards').length === 1, 'the card');
    expect(refreshed).toBe(1);
    expect(browser.connection.signedOut).toBe(false);
    browser.close();
    await short.close();
  });
});
