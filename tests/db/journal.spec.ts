import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry, Since, StreamName, StreamSnapshot } from '$lib/contracts/journal';
import type { OpKind } from '$lib/contracts/ops';
import { allows, AUDIENCES, ROLES, type Audience, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import { applyChanges, fromSnapshot, type State } from '$lib/live/fold';
import { apply, ask, createCast, loose, must, mustApply, PERSONAS, value, type Cast } from './cast';
import { board, OPS } from './ops-expected';
import { person } from './person';

let cast: Cast;
let pool: pg.Pool;
beforeAll(async () => {
  cast = await createCast();
  pool = new pg.Pool({ connectionString: cast.world.url, max: 16 });
});
afterAll(async () => {
  await pool.end();
  await cast.close();
});

const snapshot = (stream: string, by: Role = 'owner') => must<StreamSnapshot>(cast.db(by), 'live_snapshot', { stream });
const since = (stream: string, after: number, by: Role = 'owner') =>
  must<Since>(cast.db(by), 'live_since', { stream, after });

/** Rows without order, as a screen holds them. */
const plain = (state: State): object =>
  Object.fromEntries(
    [...state]
      .filter(([, rows]) => rows.size > 0)
      .map(([entity, rows]) => [entity, Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))]),
  );

async function entriesSince(stream: string, after: number): Promise<JournalEntry[]> {
  const answer = await since(stream, after);
  if (answer.kind !== 'entries') throw new Error('a snapshot was answered');
  return answer.entries;
}

describe('numbers', () => {
  it('are dense and in the order of commits while many write to streams in opposite orders', async () => {
    const boards = await Promise.all(Array.from({ length: 4 }, () => board(cast)));
    const streams = boards.map((one) => `board:${one.board}`);
    const heads = await Promise.all(streams.map(async (stream) => (await snapshot(stream)).seq));
    let writing = true;
    // Sees at every moment what a relay would: never a number whose predecessor is missing, never one that goes back.
    const watch = async (): Promise<number> => {
      const seen = new Map<string, number>();
      let looks = 0;
      for (; writing || looks < 20; looks++) {
        const { rows } = await pool.query<{ stream: string; n: number; last: number; head: number }>(
          `select j.stream, count(*)::int as n, max(j.seq)::int as last, max(s.head)::int as head
           from journal j join app.live_streams s using (stream) where j.stream = any ($1) group by j.stream`,
          [streams],
        );
        for (const { stream, n, last, head } of rows) {
          expect([n, head]).toEqual([last, last]);
          expect(last).toBeGreaterThanOrEqual(seen.get(stream) ?? 0);
          seen.set(stream, last);
        }
      }
      return looks;
    };
    const write = async (writer: number): Promise<void> => {
      const client = new pg.Client({ connectionString: cast.world.url });
      await client.connect();
      for (let i = 0; i < 25; i++) {
        const [a, b] = [boards[(writer + i) % 4], boards[(writer + i + 1 + (i % 3)) % 4]];
        const order = writer % 2 === 0 ? [a, b] : [b, a];
        await client.query('begin');
        for (const one of order) {
          await client.query(
            `insert into cards (id, campaign_id, board_id, list_id, title, order_key) values ($1, $2, $3, $4, 'c', $5)`,
            [uuidv7(), cast.campaign, one?.board, one?.lists[0], `b${writer}x${i}x${order.indexOf(one)}V`],
          );
        }
        await client.query(i % 5 === 4 ? 'rollback' : 'commit');
      }
      await client.end();
    };
    const watching = watch();
    await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer))).finally(() => (writing = false));
    expect(await watching).toBeGreaterThan(20);
    const ends = await Promise.all(streams.map(async (stream) => (await snapshot(stream)).seq));
    const written = ends.reduce((sum, end, i) => sum + end - (heads[i] ?? 0), 0);
    expect(written).toBe(12 * 20 * 2);
    for (const stream of streams) {
      const entries = await entriesSince(stream, 0);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
    }
  });

  it('are not used up by what is rolled back, nor by an operation that fails half way', async () => {
    const { board: id, lists } = await board(cast);
    const head = (await snapshot(`board:${id}`)).seq;
    const args = { campaign: cast.campaign, id: uuidv7(), name: 'x', lists: [{ id: lists[0], name: 'taken' }] };
    expect((await apply(cast.db('owner'), 'board.create', args)).error?.code).toBe('23505');
    expect(await value(cast.world, 'select count(*) from boards where id = $1', [args.id])).toBe('0');
    expect((await snapshot(`board:${id}`)).seq).toBe(head);
    expect(await value(cast.world, 'select count(*) from app.journal_pending')).toBe('0');
  });

  it('begin anew with a snapshot when asked from beyond the end, and never skip', async () => {
    const { board: id } = await board(cast);
    const { seq } = await snapshot(`board:${id}`);
    for (const after of [-1, seq + 1]) expect((await since(`board:${id}`, after)).kind).toBe('snapshot');
    expect(await entriesSince(`board:${id}`, seq)).toEqual([]);
  });
});

/** One random thing somebody does; what it refers to is picked among what there is. */
type Step = [kind: OpKind, pick: number, text: string];
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom<OpKind>(
    'campaign.set',
    'board.create',
    'board.rename',
    'board.archive',
    'list.create',
    'list.rename',
    'list.move',
    'list.archive',
    'card.create',
    'card.set',
    'card.move',
    'card.archive',
    'people.register',
    'people.set_status',
    'hearings.schedule',
    'team.disable',
  ),
  fc.nat(1000),
  fc.string({ unit: fc.constantFrom('a', ' b', 'ñ', '🕊', '"', '\\', "'"), minLength: 1, maxLength: 8 }),
);

describe('a snapshot and what followed', () => {
  it('are the next snapshot, for whatever the team does', async () => {
    const first = await board(cast);
    const detained = await person(cast);
    const second = await board(cast);
    const streams = [`board:${first.board}`, `board:${second.board}`, `campaign:${cast.campaign}:team`];
    const pick = async (table: string, n: number): Promise<string> => {
      const found = await cast.world.sql.query<{ id: string }>(
        table === 'boards'
          ? 'select id from boards where id = any ($1) order by id'
          : `select id from ${table} where board_id = any ($1) order by id`,
        [[first.board, second.board]],
      );
      return found.rows[n % found.rows.length]?.id ?? '';
    };
    const run = async ([kind, n, text]: Step): Promise<void> => {
      const id = uuidv7();
      const [at, list, card] = await Promise.all([pick('boards', n), pick('board_lists', n), pick('cards', n)]);
      const behind = n % 3 === 0 ? {} : { after: n % 3 === 1 ? null : await pick('cards', n >> 2) };
      const made: Partial<Record<OpKind, object>> = {
        'board.rename': { board: at, name: text },
        'board.archive': { board: at, archived: n % 2 === 0 },
        'list.create': { board: at, id, name: text },
        'list.rename': { list, name: text },
        'list.move': { list, after: n % 2 === 0 ? null : await pick('board_lists', n >> 2) },
        'list.archive': { list, archived: n % 2 === 0 },
        'card.create': { list, id, title: text, ...behind },
        'card.set': { card, field: n % 2 === 0 ? 'title' : 'note', value: text },
        'card.move': { card, list: await pick('board_lists', n >> 1), ...behind },
        'card.archive': { card, archived: n % 2 === 0 },
        'people.set_status': { person: detained, id, status: 'missing', place: text, fromDate: '2026-03-01' },
      };
      const by = kind.startsWith('people') || kind.startsWith('hearings') ? 'legal' : 'owner';
      const { error } = await apply(cast.db(by), kind, made[kind] ?? (await OPS[kind].args(cast)));
      // A name of blanks alone is refused; all else must be taken.
      if (error) expect(error).toMatchObject({ code: 'RN400', message: 'required' });
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const before = await Promise.all(streams.map((stream) => snapshot(stream)));
        // Four hands at once: the order in which it happened is the journal's to tell.
        for (let i = 0; i < steps.length; i += 4) await Promise.all(steps.slice(i, i + 4).map(run));
        for (const was of before) {
          const now = await snapshot(was.stream);
          const entries = (await entriesSince(was.stream, was.seq)).filter(({ seq }) => seq <= now.seq);
          expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => was.seq + i + 1));
          expect(plain(applyChanges(fromSnapshot(was), entries))).toEqual(plain(fromSnapshot(now)));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('hold when a card goes from one board to another', async () => {
    const [from, to] = [await board(cast), await board(cast)];
    const before = await Promise.all([from, to].map(({ board: id }) => snapshot(`board:${id}`)));
    await mustApply(cast.db('owner'), 'card.move', { card: from.card, list: to.lists[1] });
    for (const was of before) {
      const folded = applyChanges(fromSnapshot(was), await entriesSince(was.stream, was.seq));
      expect(plain(folded)).toEqual(plain(fromSnapshot(await snapshot(was.stream))));
    }
  });
});

describe('who collected on paper and who asks for an organisation', () => {
  it.each(ROLES)('%s', async (role) => {
    await mustApply(cast.db('organizer'), 'paper.batch', {
      ...(await OPS['paper.batch'].args(cast)),
      label: 'Marta Plantada',
    });
    await cast.world.backend.system().rpc('endorse', {
      item: {
        id: uuidv7(),
        campaign: cast.campaign,
        name: 'Plantada y Asociadas',
        country: 'AR',
        kind: 'other',
        quote: '',
        locale: 'es',
        emailKey: uuidv7(),
      },
    });
    const db = cast.db(role);
    const team = `campaign:${cast.campaign}:team`;
    const told = [
      await must(db, 'live_snapshot', { stream: team }),
      await must(db, 'live_since', { stream: team, after: 0 }),
    ];
    expect(JSON.stringify(told)).not.toContain('Plantada');
    const feed = JSON.stringify(await must(db, 'journal_feed', { campaign: cast.campaign, n: 200 }));
    const own = await ask(db, 'live_snapshot', { stream: `campaign:${cast.campaign}:signatures` });
    for (const text of [feed, JSON.stringify(own.data)]) {
      if (allows([role], 'signatures.read'))
        expect(text).toMatch(/Marta Plantada.*Plantada y Asociadas|Plantada y Asociadas.*Marta Plantada/s);
      else expect(text).not.toContain('Plantada');
    }
  });
});

describe('nobody is told what they may not see', () => {
  /** One of everything, so that every stream has something to hide. */
  beforeAll(async () => {
    for (const kind of Object.keys(OPS) as OpKind[]) {
      const by = OPS[kind].may.find((role) => role !== 'owner') ?? 'owner';
      await mustApply(cast.db(by), kind, await OPS[kind].args(cast));
    }
  });

  const opens = (stream: string, persona: (typeof PERSONAS)[number]): boolean => {
    const role = ROLES.find((one) => one === persona);
    const [prefix, id, audience = ''] = stream.split(':');
    if (role === undefined) return false;
    if (prefix === 'board') return allows([role], 'boards.read');
    // All that these tests make have one member.
    if (prefix === 'compartment') return role === 'legal';
    return id === cast.campaign && audience in AUDIENCES && allows([role], AUDIENCES[audience as Audience]);
  };

  it.each(PERSONAS.filter((persona) => persona !== 'stranger'))('%s', async (persona) => {
    const db = cast.db(persona);
    const { rows } = await cast.world.sql.query<{ stream: StreamName }>(
      `select stream from app.live_streams where stream like 'campaign:%' or stream in (select stream from app.live_streams where stream like 'board:%' limit 20)`,
    );
    const streams = [
      ...rows.map(({ stream }) => stream),
      `campaign:${cast.campaign}:legal`,
      `user:${uuidv7()}`,
      '',
      ':',
      'x:y:z',
    ];
    const entries: JournalEntry[] = [];
    for (const stream of streams) {
      for (const [name, args] of [
        ['live_since', { stream, after: 0 }],
        ['live_snapshot', { stream }],
      ] as const) {
        const { data, error } = await ask<Since & StreamSnapshot>(db, name, args);
        expect([stream, error?.code ?? 'open']).toEqual([
          stream,
          opens(stream, persona) ? 'open' : expect.stringMatching(/RN404|42501/),
        ]);
        if (data?.kind === 'entries') entries.push(...data.entries);
        if (data?.rows)
          expect(
            Object.values(data.rows)
              .flat()
              .every(({ id }) => typeof id === 'string'),
          ).toBe(true);
      }
    }
    const feed = await ask<JournalEntry[]>(db, 'journal_feed', { campaign: cast.campaign, n: 200 });
    expect(feed.error === null).toBe(ROLES.some((role) => role === persona));
    entries.push(...(feed.data ?? []));
    for (const { stream } of entries) expect(opens(stream, persona)).toBe(true);
    // Every column it was told is one it may select, and every row that still stands is one it may see.
    const told = new Map<string, { columns: Set<string>; ids: Set<string> }>();
    for (const { entity, entityId, patch } of entries) {
      const one = told.get(entity) ?? { columns: new Set(['id']), ids: new Set<string>() };
      for (const column of Object.keys(patch)) one.columns.add(column);
      told.set(entity, one);
      // Nothing is told of a row that is in a compartment by now, but that its number is taken.
      if (Object.keys(patch).length > 0) one.ids.add(entityId);
    }
    for (const [entity, { columns, ids }] of told) {
      for (const column of columns) expect(column).not.toMatch(/_(sealed|hash)$|^(email|name|address)_key$/);
      const standing = await value<string[] | null>(
        cast.world,
        `select array_agg(id order by id) from ${entity} where id = any ($1)`,
        [[...ids]],
      );
      const wanted = (standing ?? []).slice(0, 50);
      const { data, error } = await loose(db)
        .from(entity)
        .select([...columns].join(','))
        .in('id', wanted);
      expect(error).toBeNull();
      expect(data).toHaveLength(wanted.length);
    }
    if (ROLES.some((role) => role === persona)) expect(told.size).toBeGreaterThan(6);
  });
});

describe('what is written stays', () => {
  const attempts = [
    `update journal set patch = '{}' where seq = 1`,
    'delete from journal where seq = 1',
    'truncate journal',
  ];
  it.each(attempts)('even for the owner of the database: %s', async (sql) => {
    const before = await value(cast.world, 'select count(*) from journal');
    await expect(cast.world.sql.query(sql)).rejects.toMatchObject({ code: '42501' });
    expect(await value(cast.world, 'select count(*) from journal')).toBe(before);
  });

  it('and is out of reach of the service and of owners', async () => {
    for (const db of [cast.world.backend.system(), cast.db('owner')]) {
      expect((await loose(db).from('journal').delete().eq('seq', 1)).error?.code).toBe('42501');
      expect((await loose(db).from('journal').update({ patch: {} }).eq('seq', 1)).error?.code).toBe('42501');
      expect((await loose(db).from('journal').select('seq')).error?.code).toBe('42501');
    }
  });
});

describe('the chain of hashes', () => {
  type Verdict = { ok: boolean; stream: string; seq?: number; entries?: number };
  const verify = () => must<Verdict[]>(cast.db('owner'), 'verify_journal', { campaign: cast.campaign });

  it('holds after all this, for owners to see and for the machine', async () => {
    const verdicts = await verify();
    expect(verdicts.length).toBeGreaterThan(4);
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
    const all = await must<Verdict[]>(cast.world.backend.system(), 'verify_all_journals');
    expect(all.filter(({ ok }) => !ok)).toEqual([]);
    for (const persona of PERSONAS.filter((one) => one !== 'owner')) {
      expect((await ask(cast.db(persona), 'verify_journal', { campaign: cast.campaign })).error?.code).toMatch(
        /RN404|42501/,
      );
    }
  });

  it.each([
    [`update journal set patch = patch || '{"name": "x"}' where stream = $1 and seq = 3`],
    [`update journal set inverse = '{"name": "x"}' where stream = $1 and seq = 3`],
    [`update journal set actor = gen_random_uuid() where stream = $1 and seq = 3`],
    [`update journal set at = at + interval '1 microsecond' where stream = $1 and seq = 3`],
    [`update journal set verb = 'delete' where stream = $1 and seq = 3`],
    [`update journal set entity_id = gen_random_uuid() where stream = $1 and seq = 3`],
    [`update journal set entity = 'people' where stream = $1 and seq = 3`],
    [`update journal set op_id = null where stream = $1 and seq = 3`],
    [`update journal set hash = sha256('x') where stream = $1 and seq = 3`],
    [`update journal set prev_hash = sha256('x') where stream = $1 and seq = 3`],
    [`delete from journal where stream = $1 and seq = 3`],
    [`delete from journal where stream = $1 and seq = (select max(seq) from journal where stream = $1)`],
    [`delete from journal where stream = $1`],
    [`update journal set seq = seq + 1000000 where stream = $1 and seq = 1`],
  ])('finds what was done behind its back: %s', async (sql) => {
    const stream = `board:${(await board(cast)).board}`;
    const client = await pool.connect();
    try {
      // The hand of somebody who owns the server and switches the guards off.
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      expect((await client.query(sql, [stream])).rowCount).toBeGreaterThan(0);
      const { rows } = await client.query<{ verify: Verdict }>('select app.verify($1)', [stream]);
      expect(rows[0]?.verify).toMatchObject({ ok: false, stream });
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
