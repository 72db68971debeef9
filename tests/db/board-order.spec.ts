import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { generateKeyBetween } from 'fractional-indexing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpArgs } from '$lib/contracts/ops';
import type { StreamSnapshot } from '$lib/contracts/journal';
import { cardCreated, cardMoved } from '$lib/features/boards/expect';
import { columnsOf } from '$lib/features/boards/model';
import { applyChanges, fromSnapshot, type State } from '$lib/live/fold';
import { createWorld, type World, type WorldUser } from '../support/world';

let world: World;
let ana: WorldUser;
let luz: WorldUser;
const campaign = randomUUID();

beforeAll(async () => {
  world = await createWorld();
  [ana, luz] = [await world.user(), await world.user()];
  await world.sql.query("insert into campaigns (id, slug) values ($1, 'boards')", [campaign]);
  for (const [user, name] of [
    [ana, 'Ana'],
    [luz, 'Luz'],
  ] as const) {
    await world.sql.query(
      `with m as (insert into members (campaign_id, user_id, display_name) values ($1, $2, $3) returning *)
       insert into member_roles (id, campaign_id, user_id, roles) select id, campaign_id, user_id, '{coordinator}' from m`,
      [campaign, user.userId, name],
    );
  }
});
afterAll(() => world.close());

async function op<K extends keyof OpArgs>(user: WorldUser, kind: K, args: OpArgs[K]): Promise<void> {
  const { error } = await world.backend.as(user.accessToken).rpc('apply_op', { op_id: randomUUID(), kind, args });
  if (error) throw new Error(`${kind}: ${error.message}`);
}

async function openBoard(lists: number): Promise<{ board: string; lists: string[] }> {
  const board = randomUUID();
  const ids = Array.from({ length: lists }, () => randomUUID());
  await op(ana, 'board.create', {
    campaign,
    id: board,
    name: 'B',
    lists: ids.map((id, at) => ({ id, name: `L${at}` })),
  });
  return { board, lists: ids };
}

async function stateOf(board: string, user = ana): Promise<State> {
  const { data, error } = await world.backend.as(user.accessToken).rpc('live_snapshot', { stream: `board:${board}` });
  if (error) throw new Error(error.message);
  return fromSnapshot(data as unknown as StreamSnapshot);
}

const orders = (state: State): string[][] => columnsOf(state).map(({ cards }) => cards.map(({ id }) => id));

describe('order keys in the database', () => {
  it('are those of the npm package for any sequence of insertions', async () => {
    const client = await world.sql.connect();
    const between = async (a: string | null, b: string | null): Promise<string> => {
      const { rows } = await client.query<{ key: string }>('select app.order_key_between($1, $2) as key', [a, b]);
      return rows[0]?.key ?? '';
    };
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), async (gaps) => {
          const keys: string[] = [];
          for (const gap of gaps) {
            const at = gap % (keys.length + 1);
            const [a, b] = [keys[at - 1] ?? null, keys[at] ?? null];
            const key = await between(a, b);
            expect(key).toBe(generateKeyBetween(a, b));
            keys.splice(at, 0, key);
          }
          expect(keys).toEqual([...keys].sort());
        }),
        { numRuns: 25 },
      );
    } finally {
      client.release();
    }
  });

  it('stay strict over two thousand insertions into one gap, far to the left and far to the right', async () => {
    const { rows } = await world.sql.query<{ down: string; up: string; gap: string }>(`
      with recursive walk (n, down, up, gap) as (
        select 0, 'a0', 'a0', app.order_key_between('a0', 'a1')
        union all
        select n + 1, app.order_key_between(null, down), app.order_key_between(up, null),
          case when length(gap) > 50 then 'a0V' else app.order_key_between('a0', gap) end
        from walk where n < 2000)
      select down, up, gap from walk order by n`);
    expect(rows).toHaveLength(2001);
    rows.slice(1).forEach((row, at) => {
      const before = rows[at];
      expect(row.down < (before?.down ?? '')).toBe(true);
      expect(row.up > (before?.up ?? '')).toBe(true);
    });
  });
});

describe('cards', () => {
  it('put seven hundred times behind the first keep a strict order, and short keys', async () => {
    const { board, lists } = await openBoard(1);
    const [list = ''] = lists;
    const first = randomUUID();
    await op(ana, 'card.create', { list, id: first, title: 'first' });
    const made = Array.from({ length: 700 }, () => randomUUID());
    // As Ana, inside the database: the way through the gateway is not what is asked here.
    const client = await world.sql.connect();
    try {
      const claims = { sub: ana.userId, session_id: ana.sessionId, role: 'authenticated' };
      // A few at a time: what one transaction has numbered it walks over again at each further operation.
      for (let at = 0; at < made.length; at += 25) {
        await client.query('begin');
        await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
        await client.query('set local role authenticated');
        for (const id of made.slice(at, at + 25)) {
          const args = { list, id, title: 'one more', after: first };
          await client.query("select apply_op(gen_random_uuid(), 'card.create', $1)", [args]);
        }
        await client.query('commit');
      }
    } finally {
      client.release();
    }
    const state = await stateOf(board);
    expect(orders(state)).toEqual([[first, ...made.toReversed()]]);
    const { rows } = await world.sql.query<{ longest: number; keys: string }>(
      'select max(length(order_key)) as longest, count(distinct order_key) as keys from cards where list_id = $1',
      [list],
    );
    expect(rows[0]?.longest).toBeLessThanOrEqual(51);
    expect(Number(rows[0]?.keys)).toBe(701);
  }, 120_000);

  it('moved by two people into one gap at once get two keys, and both see one order', async () => {
    const { board, lists } = await openBoard(3);
    const [left = '', right = '', target = ''] = lists;
    const anchor = randomUUID();
    await op(ana, 'card.create', { list: target, id: anchor, title: 'anchor' });
    for (let round = 0; round < 25; round++) {
      const [one, two] = [randomUUID(), randomUUID()];
      await op(ana, 'card.create', { list: left, id: one, title: '1' });
      await op(luz, 'card.create', { list: right, id: two, title: '2' });
      await Promise.all([
        op(ana, 'card.move', { card: one, list: target, after: anchor }),
        op(luz, 'card.move', { card: two, list: target, after: anchor }),
      ]);
    }
    const { rows } = await world.sql.query<{ n: string; keys: string }>(
      'select count(*) as n, count(distinct order_key) as keys from cards where list_id = $1',
      [target],
    );
    expect(rows[0]).toEqual({ n: '51', keys: '51' });
    expect(orders(await stateOf(board, luz))).toEqual(orders(await stateOf(board, ana)));
  });

  it('land where the screen put them, when nobody else acts', async () => {
    const { board, lists } = await openBoard(3);
    const ids = Array.from({ length: 8 }, () => randomUUID());
    for (const id of ids) await op(ana, 'card.create', { list: lists[0] ?? '', id, title: 't' });
    const act = fc.record({ card: fc.nat(7), list: fc.nat(2), after: fc.nat(9), create: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        for (const { card, list, after, create } of acts) {
          const before = await stateOf(board);
          const place = after === 8 ? null : ids[after];
          const to = { list: lists[list] ?? '', ...(after === 9 ? {} : { after: place ?? null }) };
          if (create) {
            const args = { ...to, id: randomUUID(), title: 'new' };
            const drawn = applyChanges(before, cardCreated(board, args)(before));
            await op(ana, 'card.create', args);
            expect(orders(drawn)).toEqual(orders(await stateOf(board)));
          } else if (ids[card] !== place) {
            const args = { ...to, card: ids[card] ?? '' };
            const drawn = applyChanges(before, cardMoved(args)(before));
            await op(ana, 'card.move', args);
            expect(orders(drawn)).toEqual(orders(await stateOf(board)));
          }
        }
      }),
      { numRuns: 8 },
    );
  });
});
