import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamName } from '$lib/contracts/journal';
import type { Op } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { LiveLink } from '$lib/live/link';
import { badWire } from './chaos';
import { FakeDatabase } from './fake-store';
import { depsOf, digest, openBrowser, openHouse, pause, rawSocket, until, type Browser, type House } from './house';

let db: FakeDatabase;
let house: House;
let board: string;
let stream: StreamName;
const open: { close(): void | Promise<void> }[] = [];

function browser(options: Parameters<typeof openBrowser>[1], at: House = house): Browser {
  const made = openBrowser(at, options);
  open.push(made);
  return made;
}

beforeEach(async () => {
  db = new FakeDatabase();
  board = randomUUID();
  db.boards.add(board);
  stream = `board:${board}`;
  house = await openHouse(depsOf(db));
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  await house.close();
});

/** Writes as another process does: nobody tells the live server. */
function elsewhere(n: number): void {
  for (let i = 0; i < n; i += 1) {
    const ids = [...(db.stream(stream).rows.get('cards')?.keys() ?? [])];
    const id = ids[Math.floor(Math.random() * ids.length)];
    const dice = Math.random();
    if (!id || dice < 0.4) db.write(stream, 'cards', randomUUID(), 'insert', { title: `card ${i}` });
    else if (dice < 0.9) db.write(stream, 'cards', id, 'update', { title: `again ${i}` });
    else db.write(stream, 'cards', id, 'delete', {});
  }
}

const create = (id: string, title: string): Op<'card.create'> => ({
  opId: uuidv7(),
  kind: 'card.create',
  args: { list: board, id, title },
});

describe('one stream on several screens', () => {
  it('I1: entries reach a socket once each, dense and in order, from two processes that write at once', async () => {
    const other = await openHouse(depsOf(db));
    open.push(other);
    const { cookie } = db.join(['coordinator']);
    const reader = await rawSocket(house, { cookie });
    const seqs: number[] = [];
    reader.on('delta', ({ entries }) => seqs.push(...entries.map(({ seq }) => seq)));
    const opened = await reader.emitWithAck('open', { stream });
    expect(opened).toMatchObject({ ok: true, value: { kind: 'snapshot', snapshot: { seq: 0 } } });
    const writers = await Promise.all([rawSocket(house, { cookie }), rawSocket(other, { cookie })]);
    await Promise.all(
      writers.map(async (writer) => {
        for (let i = 0; i < 40; i += 1) await writer.emitWithAck('op', create(randomUUID(), `c${i}`));
      }),
    );
    await until(() => seqs.length >= 80, 'all entries');
    expect(seqs).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
    for (const socket of [reader, ...writers]) socket.disconnect();
  });

  it('brings a change from a SQL console without anybody telling', async () => {
    const { cookie } = db.join(['observer']);
    const collection = browser({ cookie }).open(stream);
    await until(() => collection.phase === 'live', 'open');
    elsewhere(30);
    await until(() => collection.seq === 30, 'thirty entries');
    expect(digest(collection.screen)).toBe(db.digest(stream));
  });

  it('misses nothing while it opens, whoever writes meanwhile', async () => {
    // Without heartbeats: only the opening itself may make it whole.
    const still = await openHouse(depsOf(db, { timing: { heartbeatMs: 60_000, pollMs: 5 } }));
    open.push(still);
    const { cookie } = db.join(['observer']);
    for (let round = 0; round < 30; round += 1) {
      db.slowMs = 0;
      const reader = browser({ cookie, timing: { quietMs: 60_000 } }, still);
      await until(() => reader.connection.connected, 'connected');
      db.slowMs = 15;
      const collection = reader.open(stream);
      await pause(Math.random() * 50);
      elsewhere(1);
      still.live.offer(db.stream(stream).entries.slice(-1));
      await until(() => collection.seq === db.stream(stream).head, 'the head', 1_500);
      expect(digest(collection.screen)).toBe(db.digest(stream));
      reader.close();
    }
  });

  it('I3: the same operation n times is one effect and one answer', async () => {
    const { cookie } = db.join(['coordinator']);
    const sockets = await Promise.all([1, 2, 3].map(() => rawSocket(house, { cookie })));
    const op = create(randomUUID(), 'once');
    const answers = await Promise.all([...sockets, ...sockets].map((socket) => socket.emitWithAck('op', op)));
    expect(db.effects).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect(answers[0]).toMatchObject({ ok: true, value: { opId: op.opId } });
    for (const socket of sockets) socket.disconnect();
  });

  it('I4: all screens at the same seq are equal, their own work included', async () => {
    const people = ['organizer', 'coordinator', 'legal'] as const;
    const screens = people.map((role) => browser({ cookie: db.join([role]).cookie }).open(stream));
    await until(() => screens.every(({ phase }) => phase === 'live'), 'all open');
    await Promise.all(
      screens.map(async (screen, n) => {
        for (let i = 0; i < 15; i += 1) {
          const id = randomUUID();
          const patch = { title: `${n}-${i}`, order_key: 'a' };
          void screen.send('card.create', { list: board, id, title: `${n}-${i}` }, () => [
            { entity: 'cards', entityId: id, verb: 'insert', patch },
          ]);
          expect(screen.row('cards', id)).toEqual({ ...patch, id });
          if (Math.random() < 0.3) elsewhere(1);
          await pause(Math.random() * 5);
        }
      }),
    );
    await until(() => screens.every((s) => s.pending === 0 && s.seq === db.stream(stream).head), 'all saved');
    expect(screens.map(({ screen }) => digest(screen))).toEqual(screens.map(() => db.digest(stream)));
  });

  it('draws what somebody did until the journal brings it, without a moment between', async () => {
    // The answer overtakes the journal, as it does when the frame waits behind others.
    const wire = (link: LiveLink): LiveLink =>
      badWire(
        link,
        () => ({ drop: 0, double: 0, delayMs: 60 }),
        () => 0.9,
      );
    const me = browser({ cookie: db.join(['coordinator']).cookie, wire });
    const collection = me.open(stream);
    await until(() => collection.phase === 'live', 'open');
    const id = randomUUID();
    const seen: (string | undefined)[] = [];
    let watching = true;
    const watch = (): void => {
      seen.push(collection.row('cards', id)?.['title']?.toString());
      if (watching) setImmediate(watch);
    };
    const sent = collection.send('card.create', { list: board, id, title: 'here' }, () => [
      { entity: 'cards', entityId: id, verb: 'insert', patch: { title: 'here', order_key: 'a' } },
    ]);
    watch();
    expect(me.queue.save).toEqual({ kind: 'saving', n: 1 });
    expect(await sent).toMatchObject({ ok: true, value: { seqs: [{ stream, seq: 1 }] } });
    expect(collection.pending).toBe(1);
    await until(() => collection.pending === 0, 'the journal');
    watching = false;
    expect(new Set(seen)).toEqual(new Set(['here']));
    expect(me.queue.save).toEqual({ kind: 'saved' });
  });

  it('takes back what was refused and says why', async () => {
    const me = browser({ cookie: db.join(['coordinator']).cookie });
    const collection = me.open(stream);
    await until(() => collection.phase === 'live', 'open');
    db.write(stream, 'cards', 'a', 'insert', { title: 'one' });
    await until(() => collection.seq === 1, 'the card');
    const sent = collection.send('card.archive', { card: 'a', archived: true }, () => [
      { entity: 'cards', entityId: 'a', verb: 'delete', patch: {} },
    ]);
    expect(collection.row('cards', 'a')).toBeUndefined();
    expect(await sent).toMatchObject({ ok: false, code: 'invalid' });
    await until(() => collection.row('cards', 'a') !== undefined, 'the card is back');
    expect(me.queue.save).toEqual({ kind: 'failed', n: 1 });
    const [failed] = me.queue.failed;
    expect(failed).toMatchObject({ op: { kind: 'card.archive' }, failure: { code: 'invalid' } });
    me.queue.dismiss(failed?.op.opId ?? '');
    expect(me.queue.save).toEqual({ kind: 'saved' });
  });

  it('lets nothing move under the hand, and shows it all on letting go', async () => {
    const collection = browser({ cookie: db.join(['coordinator']).cookie }).open(stream);
    await until(() => collection.phase === 'live', 'open');
    collection.freeze();
    const before = collection.screen;
    elsewhere(5);
    await until(() => collection.seq === 5, 'what came meanwhile');
    expect(collection.screen).toBe(before);
    collection.thaw();
    expect(digest(collection.screen)).toBe(db.digest(stream));
  });
});

describe('I8: nothing acknowledged is lost, nothing unacknowledged is called saved', () => {
  it('through cut lines and a database that is away', async () => {
    const me = browser({ cookie: db.join(['coordinator']).cookie });
    const collection = me.open(stream);
    await until(() => collection.phase === 'live', 'open');
    const acknowledged = new Set<string>();
    const ids: string[] = [];
    let lies = 0;
    const watch = setInterval(() => {
      if (me.queue.save.kind === 'saved' && acknowledged.size < ids.length) lies += 1;
    }, 1);
    for (let i = 0; i < 60; i += 1) {
      const id = randomUUID();
      ids.push(id);
      void collection
        .send('card.create', { list: board, id, title: `t${i}` }, () => [
          { entity: 'cards', entityId: id, verb: 'insert', patch: { title: `t${i}`, order_key: 'a' } },
        ])
        .then((answer) => {
          if (answer.ok) acknowledged.add(id);
        });
      if (i % 15 === 7) house.live.endUser([...db.members.keys()][0] ?? '');
      if (i === 30) db.away = true;
      if (i === 45) db.away = false;
      await pause(4);
    }
    await until(() => me.queue.save.kind === 'saved', 'everything saved', 15_000);
    clearInterval(watch);
    expect(lies).toBe(0);
    expect(acknowledged.size).toBe(60);
    expect(db.effects).toBe(60);
    await until(() => collection.pending === 0 && collection.seq === 60, 'the journal');
    expect([...(db.stream(stream).rows.get('cards')?.keys() ?? [])].sort()).toEqual([...ids].sort());
    expect(digest(collection.screen)).toBe(db.digest(stream));
  });

  it('says how many wait while there is no connection, and sends them in order afterwards', async () => {
    const me = browser({ cookie: db.join(['coordinator']).cookie });
    const collection = me.open(stream);
    await until(() => collection.phase === 'live', 'open');
    me.connection.stop();
    const sent = ['a', 'b', 'c'].map((title) =>
      collection.send('card.create', { list: board, id: randomUUID(), title }),
    );
    expect(me.queue.save).toEqual({ kind: 'offline', n: 3 });
    await pause(50);
    expect(db.effects).toBe(0);
    me.connection.start();
    await Promise.all(sent);
    expect(db.stream(stream).entries.map(({ patch }) => patch['title'])).toEqual(['a', 'b', 'c']);
  });
});

describe('I9: what the server sends by itself is a convenience', () => {
  it('with every frame dropped, screens still come to the same', async () => {
    const storm = { drop: 1, double: 0, delayMs: 0 };
    const { cookie } = db.join(['observer']);
    const screens = [1, 2, 3].map(() => browser({ cookie, wire: (link) => badWire(link, () => storm) }).open(stream));
    await until(() => screens.every(({ phase }) => phase === 'live'), 'all open');
    elsewhere(40);
    await until(() => screens.every(({ seq }) => seq === 40), 'the head by asking');
    expect(screens.map(({ screen }) => digest(screen))).toEqual(screens.map(() => db.digest(stream)));
  });

  it('with heads alone, it takes no longer than a heartbeat', async () => {
    const { cookie } = db.join(['observer']);
    const collection = browser({
      cookie,
      wire: (link) => ({
        ...badWire(link, () => ({ drop: 0, double: 0, delayMs: 0 })),
        get connected() {
          return link.connected;
        },
        on: (event, handler) => (event === 'delta' ? () => undefined : link.on(event, handler)),
      }),
      timing: { quietMs: 60_000 },
    }).open(stream);
    await until(() => collection.phase === 'live', 'open');
    elsewhere(5);
    await until(() => collection.seq === 5, 'by heads', 2_000);
    expect(digest(collection.screen)).toBe(db.digest(stream));
  });

  it('with frames dropped, doubled, late and out of order, for eight rounds of work', async () => {
    const { cookie } = db.join(['coordinator']);
    for (let round = 0; round < 8; round += 1) {
      const storm = { drop: Math.random() * 0.6, double: Math.random() * 0.5, delayMs: Math.random() * 60 };
      const screens = [1, 2].map(() => browser({ cookie, wire: (link) => badWire(link, () => storm) }).open(stream));
      await until(() => screens.every(({ phase }) => phase === 'live'), 'both open');
      for (let i = 0; i < 25; i += 1) {
        const screen = screens[i % 2];
        if (Math.random() < 0.5) elsewhere(1 + Math.floor(Math.random() * 3));
        else void screen?.send('card.create', { list: board, id: randomUUID(), title: `s${i}` });
        await pause(Math.random() * 6);
      }
      await until(() => screens.every((s) => s.pending === 0 && s.seq === db.stream(stream).head), `round ${round}`);
      expect(screens.map(({ screen }) => digest(screen))).toEqual(screens.map(() => db.digest(stream)));
      for (const thing of open.splice(0)) await thing.close();
    }
  }, 60_000);

  it('after the server was stopped and came back on the same port', async () => {
    const { cookie } = db.join(['observer']);
    const reader = browser({ cookie });
    const collection = reader.open(stream);
    await until(() => collection.phase === 'live', 'open');
    const port = Number(new URL(house.url).port);
    await house.close();
    await until(() => !reader.connection.connected, 'cut');
    expect(collection.phase).toBe('waiting');
    elsewhere(12);
    house = await openHouse(depsOf(db), port);
    await until(() => collection.seq === 12, 'what came meanwhile', 8_000);
    expect(digest(collection.screen)).toBe(db.digest(stream));
  });
});
