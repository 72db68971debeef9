import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, ask, createCast, join, loose, must, mustApply, newCampaign, PERSONAS, value, type Cast } from './cast';
import { board, OPS } from './ops-expected';

const KINDS = Object.keys(OPS) as OpKind[];
/** What an operation that may not happen is answered with. */
const REFUSAL = { ended: 'RN401', anonymous: '42501' } as const;

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const journalled = (): Promise<string> => value(cast.world, 'select count(*) from journal');
const without = (args: Record<string, unknown>, argument: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).filter(([name]) => name !== argument));

it('are in the database exactly those of the contract', async () => {
  const inSql = await value<string[]>(
    cast.world,
    `select array_agg(proname::text order by proname) from pg_proc where pronamespace = 'app'::regnamespace
       and proname like 'op\\_%' and oidvectortypes(proargtypes) = 'jsonb'`,
  );
  expect(inSql).toEqual(KINDS.map((kind) => `op_${kind.replace('.', '_')}`).sort());
});

describe.each(KINDS)('%s', (kind) => {
  const { may, args, bad } = OPS[kind];
  const [someone = 'owner'] = may;

  it.each(PERSONAS)('by %s', async (persona) => {
    const wanted = await args(cast);
    const opId = uuidv7();
    const before = await journalled();
    const { data, error } = await apply(cast.db(persona), kind, wanted, opId);
    if (may.some((role) => role === persona)) {
      expect(error).toBeNull();
      expect(data?.entries.length).toBeGreaterThan(0);
      expect(data?.entries.every((entry) => entry.opId === opId)).toBe(true);
      expect(Number(await journalled())).toBe(Number(before) + (data?.entries.length ?? 0));
    } else {
      expect(error?.code).toBe(persona === 'ended' || persona === 'anonymous' ? REFUSAL[persona] : 'RN404');
      expect(await journalled()).toBe(before);
      expect(await value(cast.world, 'select count(*) from app.ops where op_id = $1', [opId])).toBe('0');
    }
  });

  it('happens once however often it is sent, and answers the same', async () => {
    const wanted = await args(cast);
    const opId = uuidv7();
    const before = Number(await journalled());
    const db = cast.db(someone);
    const together = await Promise.all(Array.from({ length: 4 }, () => mustApply(db, kind, wanted, opId)));
    const later = await mustApply(db, kind, wanted, opId);
    for (const answer of together) expect(answer).toEqual(later);
    expect(Number(await journalled())).toBe(before + later.entries.length);
  });

  it('takes its id for nothing else and from nobody else', async () => {
    const wanted = await args(cast);
    const opId = uuidv7();
    await mustApply(cast.db(someone), kind, wanted, opId);
    const before = await journalled();
    const other = await apply(cast.db(someone), kind, { ...wanted, more: 1 }, opId);
    expect(other.error).toMatchObject({ code: 'RN422', message: 'op_id_reused' });
    for (const persona of [someone === 'owner' ? 'organizer' : 'owner', 'stranger'] as const) {
      expect((await apply(cast.db(persona), kind, wanted, opId)).error?.code).toBe('RN422');
    }
    expect(await journalled()).toBe(before);
  });

  it('says which argument is wrong, and does nothing', async () => {
    const wanted = await args(cast);
    const before = await journalled();
    for (const [argument, wrong, rule] of bad) {
      const changed = wrong === undefined ? without(wanted, argument) : { ...wanted, [argument]: wrong };
      const { error } = await apply(cast.db(someone), kind, changed);
      const got = { code: error?.code, rule: error?.message, field: error?.details };
      expect({ wrong, ...got }).toEqual({ wrong, code: 'RN400', rule, field: argument });
    }
    expect(await journalled()).toBe(before);
  });
});

describe('what is typed', () => {
  const NASTY = [
    `Robert'); drop table cards; --`,
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '=HYPERLINK("x")',
    '%s %I \\ "quoted" $1 {} ${x}',
    'حرية 自由 🕊️ ñandú',
  ];

  it.each(NASTY)('is kept as it is: %s', async (nasty) => {
    const { card, board: id } = await board(cast);
    await mustApply(cast.db('coordinator'), 'card.set', { card, field: 'title', value: nasty });
    await mustApply(cast.db('coordinator'), 'card.set', { card, field: 'note', value: nasty });
    await mustApply(cast.db('coordinator'), 'board.rename', { board: id, name: nasty });
    const read = await loose(cast.db('observer'))
      .from('cards')
      .select('title, note, boards(name)')
      .eq('id', card)
      .single();
    expect(read.data).toEqual({ title: nasty, note: nasty, boards: { name: nasty } });
  });

  it('may hold no NUL, in any place', async () => {
    const { card } = await board(cast);
    const { error } = await apply(cast.db('owner'), 'card.set', { card, field: 'title', value: 'a\u0000b' });
    expect(error?.code).toMatch(/^22/);
  });

  it.each([
    ['kind', 'card.explode'],
    ['kind', 'begin(uuid'],
    ['kind', 'card.set(jsonb); --'],
    ['kind', ''],
    ['args', 7],
    ['args', [1]],
    ['args', null],
  ])('is refused when %s is %o', async (field, wrong) => {
    const call = { op_id: uuidv7(), kind: 'board.create', args: {}, [field]: wrong };
    const { error } = await ask(cast.db('owner'), 'apply_op', call);
    expect(error).toMatchObject({ code: 'RN400', details: field });
  });
});

describe('cards', () => {
  it('are not overwritten by who saw an older text', async () => {
    const { card } = await board(cast);
    await mustApply(cast.db('owner'), 'card.set', { card, field: 'title', value: 'Mine', base: 'Card' });
    const late = { card, field: 'title', value: 'Yours', base: 'Card' };
    expect((await apply(cast.db('legal'), 'card.set', late)).error).toMatchObject({ code: 'RN412', details: 'title' });
    expect(await value(cast.world, 'select title from cards where id = $1', [card])).toBe('Mine');
  });

  it('are given to members of the campaign who are not disabled, and to nobody else', async () => {
    const { card } = await board(cast);
    const give = (user: string | null) => apply(cast.db('owner'), 'card.set', { card, field: 'assignee', value: user });
    expect((await give(cast.users.legal.userId)).error).toBeNull();
    for (const persona of ['stranger', 'disabled', 'removed', 'outsider'] as const) {
      expect((await give(cast.users[persona].userId)).error).toMatchObject({ code: 'RN400', details: 'value' });
    }
    expect((await give(null)).error).toBeNull();
    const due = await apply(cast.db('owner'), 'card.set', { card, field: 'due', value: '2026-02-30' });
    expect(due.error).toMatchObject({ code: 'RN400', message: 'date', details: 'value' });
  });

  it('and their list can be made and moved at once, without waiting for each other for ever', async () => {
    const { lists } = await board(cast);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        i % 2 === 0
          ? apply(cast.db('owner'), 'card.create', { list: lists[0], id: uuidv7(), title: `${i}` })
          : apply(cast.db('legal'), 'list.move', { list: lists[0], after: i % 4 === 1 ? lists[1] : null }),
      ),
    );
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null));
  });

  it('lists stand where they were asked to stand', async () => {
    const { board: id, lists } = await board(cast);
    const made = [uuidv7(), uuidv7(), uuidv7()] as const;
    await mustApply(cast.db('owner'), 'list.create', { board: id, id: made[0], name: 'last' });
    await mustApply(cast.db('owner'), 'list.create', { board: id, id: made[1], name: 'first', after: null });
    await mustApply(cast.db('owner'), 'list.create', { board: id, id: made[2], name: 'between', after: lists[0] });
    expect(
      await value(cast.world, 'select array_agg(id order by order_key) from board_lists where board_id = $1', [id]),
    ).toEqual([made[1], lists[0], made[2], lists[1], made[0]]);
  });
});

describe('people and hearings', () => {
  it('take a code once per campaign', async () => {
    const args = await OPS['people.register'].args(cast);
    await mustApply(cast.db('legal'), 'people.register', args);
    const again = { ...args, id: uuidv7(), statusId: uuidv7() };
    expect((await apply(cast.db('legal'), 'people.register', again)).error).toMatchObject({
      code: 'RN409',
      message: 'taken',
      details: 'code',
    });
    const elsewhere = { ...again, campaign: cast.other };
    expect((await apply(cast.db('stranger'), 'people.register', elsewhere)).error).toBeNull();
  });

  it('share the case that has the code, and say when they are moved', async () => {
    const first = await OPS['hearings.schedule'].args(cast);
    const one = await mustApply(cast.db('legal'), 'hearings.schedule', first);
    const second = { ...first, id: uuidv7(), caseId: uuidv7() };
    expect((await mustApply(cast.db('legal'), 'hearings.schedule', second)).result).toEqual(one.result);
    const move = { hearing: first['id'], startsAt: '2027-05-01T10:00:00-03:00' };
    await mustApply(cast.db('legal'), 'hearings.set', move);
    const row = await cast.world.sql.query('select status, sequence from hearings where id = $1', [first['id']]);
    expect(row.rows).toEqual([{ status: 'rescheduled', sequence: 1 }]);
  });
});

describe('the team', () => {
  it('keeps its last owner', async () => {
    const { id } = await newCampaign(cast.world);
    const ana = await join(cast.world, id, ['owner']);
    const db = cast.world.backend.as(ana.accessToken);
    const lone = { code: 'RN409', message: 'last_owner' };
    const demote = { campaign: id, user: ana.userId, roles: ['legal'] };
    expect((await apply(db, 'team.set_roles', demote)).error).toMatchObject(lone);
    expect((await apply(db, 'team.disable', { campaign: id, user: ana.userId })).error).toMatchObject(lone);
    expect((await must<{ memberships: { roles: string[] }[] }>(db, 'me')).memberships[0]?.roles).toEqual(['owner']);
  });

  it('keeps one of two owners who remove each other at once', async () => {
    for (let round = 0; round < 8; round++) {
      const { id } = await newCampaign(cast.world);
      const [ana, bea] = [await join(cast.world, id, ['owner']), await join(cast.world, id, ['owner'])];
      const remove = (by: typeof ana, whom: typeof ana) =>
        round % 2 === 0
          ? apply(cast.world.backend.as(by.accessToken), 'team.disable', { campaign: id, user: whom.userId })
          : apply(cast.world.backend.as(by.accessToken), 'team.set_roles', {
              campaign: id,
              user: whom.userId,
              roles: ['observer'],
            });
      const answers = await Promise.all([remove(ana, bea), remove(bea, ana)]);
      expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
      const owners = `select count(*) from member_roles r join members m using (id)
        where m.campaign_id = $1 and disabled_at is null and 'owner' = any (roles)`;
      expect(await value(cast.world, owners, [id])).toBe('1');
    }
  });

  it('loses a disabled member at once, with the token still running', async () => {
    const rosa = await join(cast.world, cast.campaign, ['legal']);
    const db = cast.world.backend.as(rosa.accessToken);
    const stream = `campaign:${cast.campaign}:team`;
    await must(db, 'live_snapshot', { stream });
    const who = { campaign: cast.campaign, user: rosa.userId };
    await mustApply(cast.db('owner'), 'team.disable', who);
    expect((await ask(db, 'live_snapshot', { stream })).error?.code).toBe('RN404');
    expect((await must<{ memberships: unknown[] }>(db, 'me')).memberships).toEqual([]);
    expect((await loose(db).from('people').select()).data).toEqual([]);
    await mustApply(cast.db('owner'), 'team.enable', who);
    await must(db, 'live_snapshot', { stream });
  });

  it('signs out at once: somebody else by an owner, and oneself', async () => {
    for (const by of ['owner', 'self'] as const) {
      const rosa = await join(cast.world, cast.campaign, ['observer']);
      const db = cast.world.backend.as(rosa.accessToken);
      expect(await must(db, 'me')).toMatchObject({ userId: rosa.userId });
      const who = { campaign: cast.campaign, user: rosa.userId };
      await mustApply(by === 'self' ? db : cast.db('owner'), 'team.end_sessions', who);
      expect(await must(db, 'me')).toBeNull();
      expect((await apply(db, 'board.rename', {})).error?.code).toBe('RN401');
      expect((await loose(db).from('people').select()).data).toEqual([]);
      const alive = await must(cast.world.backend.system(), 'sessions_alive', { ids: [rosa.sessionId] });
      expect(alive).toEqual([]);
    }
  });

  it('signs out nobody of another campaign', async () => {
    const stranger = cast.users.stranger.userId;
    for (const campaign of [cast.campaign, cast.other]) {
      const { error } = await apply(cast.db('owner'), 'team.end_sessions', { campaign, user: stranger });
      expect(error?.code).toBe('RN404');
    }
    expect(await must(cast.db('stranger'), 'me')).toMatchObject({ userId: stranger });
  });

  it('lets in by an invitation once, with the roles it was made for', async () => {
    const args = await OPS['team.invite'].args(cast);
    await mustApply(cast.db('owner'), 'team.invite', args);
    const system = cast.world.backend.system();
    const look = { token_hash: args['tokenHash'] };
    expect(await must(system, 'invitation_look', look)).toMatchObject({ campaign: cast.slug, roles: ['legal'] });
    const guests = await Promise.all([cast.world.user(), cast.world.user()]);
    const answers = await Promise.all(
      guests.map(({ userId }) => ask(system, 'invitation_accept', { ...look, user_id: userId, display_name: ' Eva ' })),
    );
    expect(answers.map(({ error }) => error?.code ?? 'in').sort()).toEqual(['RN410', 'in']);
    const winner = guests[answers.findIndex(({ error }) => error === null)];
    const me = await must<{ memberships: object[] }>(cast.world.backend.as(winner?.accessToken ?? ''), 'me');
    expect(me.memberships).toMatchObject([{ campaignId: cast.campaign, displayName: 'Eva', roles: ['legal'] }]);
    expect(await must(system, 'invitation_look', look)).toBeNull();
  });

  it('knows its addresses through owners alone', async () => {
    for (const persona of PERSONAS) {
      const { data, error } = await ask(cast.db(persona), 'team_addresses', { campaign: cast.campaign });
      if (persona === 'owner') expect(data?.[cast.users.owner.userId]).toBe(cast.users.owner.email);
      else expect(error?.code).toMatch(/RN404|42501/);
    }
  });
});
