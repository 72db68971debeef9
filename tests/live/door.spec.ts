import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamName } from '$lib/contracts/journal';
import { uuidv7 } from '$lib/kernel/ids';
import { originAllowed } from '$lib/server/realtime/handshake.server';
import { FakeDatabase } from './fake-store';
import { depsOf, openHouse, pause, rawSocket, type House, type Raw } from './house';

let db: FakeDatabase;
let house: House;
let stream: StreamName;
const sockets: Raw[] = [];

beforeEach(async () => {
  db = new FakeDatabase();
  const board = randomUUID();
  db.boards.add(board);
  stream = `board:${board}`;
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

describe('the handshake', () => {
  it('refuses a foreign Origin, whatever cookie comes with it', async () => {
    const { cookie } = db.join(['owner']);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1', 'file://', `${house.url}.evil.example`]) {
      await expect(sit({ cookie, origin })).rejects.toThrow();
    }
    expect(db.calls).not.toContain('me');
  });

  it('takes its own Origin, and a program that has none', async () => {
    const { cookie } = db.join(['owner']);
    expect((await sit({ cookie })).connected).toBe(true);
    expect((await sit({ cookie, origin: null })).connected).toBe(true);
  });

  it('compares with the configured address when there is one', () => {
    const own = 'https://ronda.example';
    expect(originAllowed({ origin: own, host: 'inner:3000' }, own)).toBe(true);
    expect(originAllowed({ origin: 'http://ronda.example', host: 'ronda.example' }, own)).toBe(false);
    expect(originAllowed({ origin: 'https://inner:3000', host: 'inner:3000' }, own)).toBe(false);
    expect(originAllowed({ host: 'ronda.example', 'sec-fetch-site': 'cross-site' }, own)).toBe(false);
    expect(originAllowed({ origin: 'HTTP://LOCALHOST:5173', host: 'localhost:5173' }, null)).toBe(true);
  });

  it('refuses a forged cookie and one of a session that was ended', async () => {
    const { user, session, cookie } = db.join(['owner']);
    const refused = { data: { ok: false, code: 'signed_out' } };
    await expect(sit({ cookie: `fake=${user}.x` })).rejects.toMatchObject(refused);
    await expect(sit({ cookie: `fake=${randomUUID()}.${session}` })).rejects.toMatchObject(refused);
    db.sessions.delete(session);
    await expect(sit({ cookie })).rejects.toMatchObject(refused);
  });

  it('is limited per address', async () => {
    let left = 2;
    const limits = { ...depsOf(db).limits, handshake: () => Promise.resolve(left-- > 0 ? 0 : 9) };
    const narrow = await openHouse(depsOf(db, { limits }));
    await sit({}, narrow);
    await sit({}, narrow);
    await expect(sit({}, narrow)).rejects.toThrow();
    await narrow.close();
  });

  it('leaves pages and other sockets of the same server alone', async () => {
    expect(await (await fetch(`${house.url}/live/session`)).text()).toBe('a page');
    const foreign = new WebSocket(`${house.url.replace('http', 'ws')}/elsewhere`);
    const closed = await new Promise((resolve) => foreign.addEventListener('error', () => resolve('refused')));
    expect(closed).toBe('refused');
  });
});

describe('what may be asked', () => {
  it('without a cookie nothing of the team is answered, the public counter is', async () => {
    const nobody = await sit({});
    const signedOut = { ok: false, code: 'signed_out' };
    expect(await nobody.emitWithAck('open', { stream })).toEqual(signedOut);
    expect(await nobody.emitWithAck('since', { stream, since: 0 })).toEqual(signedOut);
    expect(await nobody.emitWithAck('snapshot', { stream })).toEqual(signedOut);
    expect(await nobody.emitWithAck('team:watch', { campaign: db.campaign, at: 'today' })).toEqual(signedOut);
    const op = { opId: uuidv7(), kind: 'card.create' as const, args: { list: 'x', id: 'y', title: 'z' } };
    expect(await nobody.emitWithAck('op', op)).toEqual(signedOut);
    expect(await nobody.emitWithAck('totals:watch', { campaign: db.slug })).toMatchObject({ ok: true });
    const heard = ears(nobody);
    card();
    await pause(120);
    expect(heard.filter(({ event }) => event !== 'totals' && event !== 'heads')).toEqual([]);
    expect(JSON.stringify(heard)).not.toContain(stream);
  });

  it('a member who sits down as the public is the public', async () => {
    const socket = await sit({ cookie: db.join(['owner']).cookie, as: 'public' });
    expect(await socket.emitWithAck('open', { stream })).toMatchObject({ ok: false, code: 'signed_out' });
  });

  it('a room that is not theirs is not found, like one that is not there', async () => {
    const observer = db.join(['observer']);
    const socket = await sit({ cookie: observer.cookie });
    const notFound = { ok: false, code: 'not_found' };
    const forbidden: StreamName[] = [
      `campaign:${db.campaign}:admin`,
      `campaign:${db.campaign}:legal`,
      `campaign:${db.campaign}:treasury`,
      `campaign:${randomUUID()}:team`,
      `board:${randomUUID()}`,
      `user:${db.join(['owner']).user}`,
    ];
    const heard = ears(socket);
    for (const name of forbidden) {
      expect(await socket.emitWithAck('open', { stream: name })).toEqual(notFound);
      expect(await socket.emitWithAck('since', { stream: name, since: 0 })).toEqual(notFound);
      db.write(name, 'things', randomUUID(), 'insert', { secret: 1 });
    }
    expect(await socket.emitWithAck('team:watch', { campaign: randomUUID(), at: 'x' })).toEqual(notFound);
    await pause(400);
    expect(heard.filter(({ event }) => event === 'delta')).toEqual([]);
    expect(heard.filter(({ event }) => event === 'heads').map(({ payload }) => payload)).not.toContainEqual(
      expect.objectContaining({ [forbidden[0] ?? '']: expect.anything() }),
    );
  });

  it('nonsense is answered as such and harms nobody', async () => {
    const socket = await sit({ cookie: db.join(['owner']).cookie });
    const invalid = { ok: false, code: 'invalid' };
    const nonsense: unknown[] = [
      null,
      1,
      'x',
      [],
      {},
      { stream: 7 },
      { stream: 'board:' },
      { stream: "'; drop table" },
    ];
    nonsense.push(
      { stream, since: -1 },
      { stream, since: 1.5 },
      { stream: `public:${db.slug}` },
      { stream: `stream:${stream}` },
    );
    for (const q of nonsense) {
      for (const event of ['open', 'since', 'op', 'totals:watch', 'team:watch', 'snapshot'] as const) {
        if (event === 'snapshot' && typeof q === 'object' && q !== null && 'since' in q) continue;
        expect(await Reflect.apply(socket.emitWithAck, socket, [event, q])).toMatchObject(invalid);
      }
    }
    Reflect.apply(socket.emit, socket, ['open', { stream }, 'not a function']);
    Reflect.apply(socket.emit, socket, ['close', null]);
    Reflect.apply(socket.emit, socket, ['here', 3]);
    expect(await socket.emitWithAck('open', { stream })).toMatchObject({ ok: true });
  });

  it('limits say when to come back', async () => {
    const limits = {
      handshake: () => Promise.resolve(0),
      read: () => Promise.resolve(3),
      op: () => Promise.resolve(7),
    };
    const narrow = await openHouse(depsOf(db, { limits }));
    const socket = await sit({ cookie: db.join(['owner']).cookie }, narrow);
    expect(await socket.emitWithAck('open', { stream })).toEqual({ ok: false, code: 'too_many', retryAfterS: 3 });
    const op = { opId: uuidv7(), kind: 'card.create' as const, args: { list: 'x', id: 'y', title: 'z' } };
    expect(await socket.emitWithAck('op', op)).toEqual({ ok: false, code: 'too_many', retryAfterS: 7 });
    await narrow.close();
  });

  it('one socket opens at most 64 streams', async () => {
    const socket = await sit({ cookie: db.join(['owner']).cookie });
    for (let i = 0; i < 64; i += 1) {
      const id = randomUUID();
      db.boards.add(id);
      expect(await socket.emitWithAck('open', { stream: `board:${id}` })).toMatchObject({ ok: true });
    }
    expect(await socket.emitWithAck('open', { stream })).toMatchObject({ ok: false, code: 'too_many' });
    socket.emit('close', { stream: `board:${[...db.boards][1] ?? ''}` });
    await pause(20);
    expect(await socket.emitWithAck('open', { stream })).toMatchObject({ ok: true });
  });
});
