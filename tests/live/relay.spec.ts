import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, StreamName } from '$lib/contracts/journal';
import { LIVE_TIMING } from '$lib/server/realtime/deps.server';
import { createRelay, type Relay } from '$lib/server/realtime/relay.server';
import { FakeDatabase } from './fake-store';
import { depsOf, openHouse, pause, rawSocket, until } from './house';

const STREAM: StreamName = `board:${randomUUID()}`;

describe('the relay', () => {
  let db: FakeDatabase;
  let relay: Relay;
  let sent: JournalEntry[];
  let frames: number;
  let heads: number[];
  let witnessed: string[];

  beforeEach(() => {
    db = new FakeDatabase();
    sent = [];
    heads = [];
    witnessed = [];
    frames = 0;
    relay = createRelay({
      store: db.store(),
      timing: { ...LIVE_TIMING, pollMs: 60_000 },
      log: depsOf(db).log,
      isControl: (stream) => stream.endsWith(':admin'),
      output: {
        entries: (_, entries) => {
          frames += 1;
          sent.push(...entries);
        },
        heads: (_, head) => heads.push(head),
        witness: ({ entity }) => witnessed.push(entity),
      },
    });
  });
  afterEach(() => relay.stop());

  const write = (title = 'x'): JournalEntry => db.write(STREAM, 'cards', randomUUID(), 'insert', { title });

  it('sends what is next at once, without asking the database', async () => {
    await relay.subscribe(STREAM);
    const before = db.calls.length;
    relay.offer([write(), write()]);
    await pause(1);
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(frames).toBe(1);
    expect(db.calls.length).toBe(before);
  });

  it('fetches what lies between when another process was faster, and keeps the order', async () => {
    await relay.subscribe(STREAM);
    write();
    const third = (write(), write());
    relay.offer([third]);
    await until(() => sent.length === 3, 'all three');
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('sends nothing that stood before anybody listened, and nothing twice', async () => {
    const old = write();
    await relay.subscribe(STREAM);
    const fresh = write();
    relay.offer([old, fresh]);
    relay.offer([fresh]);
    await relay.look();
    await pause(1);
    expect(sent.map(({ seq }) => seq)).toEqual([2]);
  });

  it('loses nothing that is offered while it learns where it stands', async () => {
    const following = relay.subscribe(STREAM);
    relay.offer([write(), write()]);
    await following;
    relay.offer([write()]);
    await relay.look();
    await pause(5);
    expect(relay.watermark(STREAM)).toBe(3);
    expect(sent.at(-1)?.seq).toBe(3);
    const seqs = sent.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => 4 - seqs.length + i));
  });

  it('asks for the heads of many new streams in one call', async () => {
    await Promise.all(Array.from({ length: 50 }, () => relay.subscribe(`board:${randomUUID()}`)));
    expect(db.calls.filter((call) => call === 'heads')).toHaveLength(1);
  });

  it('reads streams that end rights before all others', async () => {
    const admin: StreamName = `campaign:${db.campaign}:admin`;
    await Promise.all([relay.subscribe(STREAM), relay.subscribe(admin)]);
    db.setRoles(db.join(['observer']).user, ['legal']);
    write();
    await relay.look();
    expect(witnessed).toEqual(['member_roles', 'cards']);
  });

  it('tells the head instead of a frame that is too large', async () => {
    await relay.subscribe(STREAM);
    relay.offer([write('x'.repeat(70_000))]);
    await pause(1);
    expect(sent).toEqual([]);
    expect(heads).toEqual([1]);
    relay.offer([write()]);
    await pause(1);
    expect(sent.map(({ seq }) => seq)).toEqual([2]);
  });

  it('can be asked again after the database was away', async () => {
    db.away = true;
    await expect(relay.subscribe(STREAM)).rejects.toThrow();
    expect(relay.follows(STREAM)).toBe(false);
    db.away = false;
    await relay.subscribe(STREAM);
    expect(relay.follows(STREAM)).toBe(true);
  });
});

describe('a reader that is too slow', () => {
  it('is left out of broadcasts, told the heads when it has caught up, and does not fill the memory', async () => {
    const db = new FakeDatabase();
    const board = randomUUID();
    db.boards.add(board);
    const stream: StreamName = `board:${board}`;
    const house = await openHouse(depsOf(db, { timing: { lagBytes: 200_000, heartbeatMs: 60_000 } }));
    const { cookie } = db.join(['observer']);
    const [slow, quick] = await Promise.all([rawSocket(house, { cookie }), rawSocket(house, { cookie })]);
    const seqs = { slow: [] as number[], quick: [] as number[] };
    let told = 0;
    slow.on('delta', ({ entries }) => seqs.slow.push(...entries.map(({ seq }) => seq)));
    slow.on('heads', (heads) => (told = Math.max(told, heads[stream] ?? 0)));
    quick.on('delta', ({ entries }) => seqs.quick.push(...entries.map(({ seq }) => seq)));
    await Promise.all([slow, quick].map((socket) => socket.emitWithAck('open', { stream })));
    // Stops reading at the level of TCP, as a telephone in a tunnel does.
    const wire: { _socket: { pause(): void; resume(): void } } = Reflect.get(Object(slow.io.engine.transport), 'ws');
    wire._socket.pause();
    const title = 'x'.repeat(40_000);
    for (let i = 0; i < 400; i += 1) {
      house.live.offer([db.write(stream, 'cards', randomUUID(), 'insert', { title })]);
      await pause(1);
    }
    await until(() => seqs.quick.length === 400, 'the quick one has all');
    wire._socket.resume();
    await until(() => told === 400, 'the slow one is told the head');
    expect(seqs.slow.length).toBeLessThan(400);
    expect(seqs.slow).toEqual(seqs.slow.map((_, i) => i + 1));
    const since = await slow.emitWithAck('since', { stream, since: seqs.slow.length });
    expect(since).toMatchObject({ ok: true, value: { head: 400 } });
    house.live.offer([db.write(stream, 'cards', randomUUID(), 'insert', {})]);
    await until(() => seqs.slow.at(-1) === 401, 'it is among the others again');
    for (const socket of [slow, quick]) socket.disconnect();
    await house.close();
  });

  it('is cut off when it never catches up', async () => {
    const db = new FakeDatabase();
    const board = randomUUID();
    db.boards.add(board);
    const stream: StreamName = `board:${board}`;
    const house = await openHouse(depsOf(db, { timing: { lagBytes: 100_000, lagLimitMs: 100 } }));
    const socket = await rawSocket(house, { cookie: db.join(['observer']).cookie });
    await socket.emitWithAck('open', { stream });
    const wire: { _socket: { pause(): void; resume(): void } } = Reflect.get(Object(socket.io.engine.transport), 'ws');
    wire._socket.pause();
    const title = 'x'.repeat(50_000);
    for (let i = 0; i < 400 && house.live.sockets > 0; i += 1) {
      house.live.offer([db.write(stream, 'cards', randomUUID(), 'insert', { title })]);
      await pause(2);
    }
    await until(() => house.live.sockets === 0, 'cut off');
    expect(house.live.sockets).toBe(0);
    wire._socket.resume();
    socket.disconnect();
    await house.close();
  });
});
