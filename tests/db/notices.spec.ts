/** Who is told what, when and how often. Clocks are given; nothing sleeps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { createCast, join, loose, must, mustApply, value, type Cast } from './cast';
import { compartment } from './ops-compartments';
import { entering } from './ops-deadlines';
import type { WorldUser } from '../support/world';

let cast: Cast;
let second: WorldUser;
beforeAll(async () => {
  cast = await createCast();
  second = await join(cast.world, cast.campaign, ['legal']);
});
afterAll(() => cast.close());

const system = () => cast.world.backend.system();
const NOON = '2026-04-23T15:00:00Z';
const tell = (at = NOON): Promise<number> => must(system(), 'notices_tell', { at });
const quiet = async (): Promise<void> => {
  await tell();
  await cast.world.sql.query('delete from notices');
};

interface Rung {
  step: string;
  rung: number;
  key?: string;
  urgent?: boolean;
}
const remind = (
  deadline: string,
  { step, rung, key = '2026-04-23', urgent = true }: Rung,
  at = NOON,
): Promise<number> =>
  must(system(), 'notices_remind', {
    at,
    steps: [
      {
        kind: 'due',
        campaign: cast.campaign,
        urgent,
        entity: 'deadlines',
        entity_id: deadline,
        rung,
        step,
        key,
        facts: { case: 'X', rule: 'N-450', nature: 'peremptory', dueOn: key },
        expires_at: '2026-04-24T03:00:00Z',
      },
    ],
  });
async function deadline(more: object = {}, assigned = true): Promise<string> {
  const args = entering(cast.campaign, { nature: 'peremptory', ...more });
  await mustApply(cast.db('legal'), 'deadlines.add', args);
  const id = String(args['id']);
  if (assigned) {
    await mustApply(cast.db('legal'), 'deadlines.assign', {
      deadline: id,
      assignee: cast.users.legal.userId,
      second: second.userId,
    });
  }
  await quiet();
  return id;
}
/** Who has a notice of the thing, by role or name. */
async function told(thing: string, step?: string): Promise<string[]> {
  const { rows } = await cast.world.sql.query<{ user_id: string }>(
    'select user_id from notice_items where entity_id = $1 and ($2::text is null or step = $2)',
    [thing, step ?? null],
  );
  const names = new Map(Object.entries(cast.users).map(([name, { userId }]) => [userId, name]));
  return rows.map(({ user_id: id }) => (id === second.userId ? 'second' : (names.get(id) ?? 'other'))).sort();
}

describe('the ladder', () => {
  it('climbs from who acts to the second, then to those who answer for all', async () => {
    const id = await deadline();
    await remind(id, { step: 'd3', rung: 1 });
    expect(await told(id, 'd3')).toEqual(['legal']);
    await remind(id, { step: 'd1', rung: 2 });
    expect(await told(id, 'd1')).toEqual(['legal', 'second']);
    await remind(id, { step: 'h4', rung: 3 });
    expect(await told(id, 'h4')).toEqual(['coordinator', 'ended', 'legal', 'owner', 'second']);
  });

  it('tells each step once, also from two processes and after a crash', async () => {
    const id = await deadline();
    const made = await Promise.all(Array.from({ length: 4 }, () => remind(id, { step: 'd3', rung: 1 })));
    expect(made.sort()).toEqual([0, 0, 0, 1]);
    expect(await remind(id, { step: 'd3', rung: 1 })).toBe(0);
    expect(
      await value(
        cast.world,
        `select count(*) from outbox where kind = 'notice' and ref in (select notice_id from notice_items where entity_id = $1)`,
        [id],
      ),
    ).toBe('1');
  });

  it('begins anew when the date moved', async () => {
    const id = await deadline();
    await remind(id, { step: 'd3', rung: 1 });
    expect(await remind(id, { step: 'd3', rung: 1, key: '2026-04-27' })).toBe(1);
  });

  it('is stopped by the number of a receipt, and by nothing else', async () => {
    const id = await deadline();
    await remind(id, { step: 'd3', rung: 1 });
    await mustApply(cast.db('legal'), 'notices.read', { campaign: cast.campaign });
    expect(await remind(id, { step: 'd1', rung: 2 })).toBe(2);
    await mustApply(cast.db('legal'), 'deadlines.done', { deadline: id, receipt: 'CARGO 1' });
    expect(await remind(id, { step: 'h4', rung: 3 })).toBe(0);
  });

  it('passes over whoever left, to the whole desk where nobody is left', async () => {
    const gone = await join(cast.world, cast.campaign, ['legal']);
    const id = await deadline({}, false);
    await mustApply(cast.db('legal'), 'deadlines.assign', { deadline: id, assignee: gone.userId });
    await cast.world.sql.query('update members set disabled_at = now() where user_id = $1', [gone.userId]);
    await remind(id, { step: 'd3', rung: 1 });
    expect(await told(id)).toEqual(['legal', 'second']);
  });
});

describe('without a name on the deadline', () => {
  it('the first of the defence acts, then the others; and whoever is on call before the desk', async () => {
    const [first, other, duty] = await Promise.all([0, 1, 2].map(() => join(cast.world, cast.campaign, ['legal'])));
    const caseId = uuidv7();
    const id = await deadline({ caseId, caseCode: `D ${caseId.slice(-6)}` }, false);
    const lawyer = async (user: WorldUser | undefined): Promise<string> => {
      const lawyerId = uuidv7();
      await cast.world.sql.query('insert into lawyers (id, campaign_id, user_id, code) values ($1, $2, $3, $4)', [
        lawyerId,
        cast.campaign,
        user?.userId,
        `L-${lawyerId.slice(-8).toUpperCase()}`,
      ]);
      return lawyerId;
    };
    const who = async (step: string): Promise<unknown[]> =>
      (
        await cast.world.sql.query<{ user_id: string }>(
          'select user_id from notice_items where entity_id = $1 and step = $2',
          [id, step],
        )
      ).rows
        .map((row) => row.user_id)
        .sort();
    await cast.world.sql.query(
      `insert into duty_shifts (id, campaign_id, lawyer_id, starts_at, ends_at) values (gen_random_uuid(), $1, $2, '2026-04-23T00:00Z', '2026-04-24T00:00Z')`,
      [cast.campaign, await lawyer(duty)],
    );
    await remind(id, { step: 'd3', rung: 1 });
    expect(await who('d3')).toEqual([duty?.userId]);
    for (const [user, rank] of [
      [first, 1],
      [other, 2],
    ] as const) {
      await cast.world.sql.query(
        `insert into appointments (id, campaign_id, case_id, lawyer_id, rank) values (gen_random_uuid(), $1, (select case_id from deadlines where id = $2), $3, $4)`,
        [cast.campaign, id, await lawyer(user), rank],
      );
    }
    await remind(id, { step: 'd1', rung: 1 });
    expect(await who('d1')).toEqual([first?.userId]);
    await remind(id, { step: 'h4', rung: 2 });
    expect(await who('h4')).toEqual([first?.userId, other?.userId].sort());
    await cast.world.sql.query('delete from members where user_id = any ($1)', [
      [first, other, duty].map((user) => user?.userId),
    ]);
  });
});

describe('a need', () => {
  it('is told once per state, to whoever sees to it, else to those who coordinate', async () => {
    await quiet();
    const [id, owned] = [uuidv7(), uuidv7()];
    await cast.world.sql.query(
      `with p as (insert into people (id, campaign_id, code, pseudonym) values ($1, $3, 'C-NEED', 'Ceibo') returning id)
       insert into needs (id, campaign_id, person_id, kind, urgency, due_at, owner)
       select x.id, $3, p.id, 'medication', 'now', x.due, x.owner from p, (values ($1, null::timestamptz, null::uuid), ($2, now() - interval '1 hour', $4)) x (id, due, owner)`,
      [id, owned, cast.campaign, cast.users.observer.userId],
    );
    const needs = (): Promise<number> => must(system(), 'notices_needs', { at: new Date().toISOString() });
    expect(await needs()).toBe(4);
    expect(await needs()).toBe(0);
    expect(await told(id)).toEqual(['coordinator', 'legal', 'second']);
    expect(await told(owned)).toEqual(['observer']);
    await cast.world.sql.query('delete from needs where id = any ($1)', [[id, owned]]);
  });
});

describe('what has happened', () => {
  it('is one notice for all that one operation moved, and none for who did it', async () => {
    const calendar = 'AR-FLOOD';
    for (let n = 0; n < 100; n += 1)
      await mustApply(cast.db('legal'), 'deadlines.add', entering(cast.campaign, { calendar }));
    await quiet();
    const { rows } = await cast.world.sql.query<{ id: string }>('select id from deadlines where calendar_id = $1', [
      calendar,
    ]);
    const seen = await value(
      cast.world,
      `select count(*) || ':' || sum(version) from deadlines where calendar_id = $1`,
      [calendar],
    );
    const dates = { dueOn: '2026-04-22', calendarVersion: 'x', computed: {}, direction: 'earlier' };
    await mustApply(cast.db('legal'), 'calendar.set_day', {
      campaign: cast.campaign,
      id: uuidv7(),
      calendar,
      revision: 0,
      seen,
      fromDay: '2026-04-20',
      toDay: '2026-04-20',
      kind: 'worked',
      name: 'Hábil',
      source: 'Acordada',
      moves: rows.map(({ id }) => ({ ...dates, deadline: id })),
    });
    await tell();
    const notices = await cast.world.sql.query<{ user_id: string; kind: string; n: string }>(
      'select n.user_id, n.kind, (select count(*) from notice_items i where i.notice_id = n.id) as n from notices n',
    );
    expect(notices.rows).toEqual([{ user_id: second.userId, kind: 'calendar', n: '100' }]);
    expect(await tell()).toBe(0);
  });

  it('reaches whoever follows the case, by mail at once when it is near', async () => {
    await quiet();
    const [id, theCase] = [uuidv7(), uuidv7()];
    await mustApply(cast.db('legal'), 'hearings.schedule', {
      campaign: cast.campaign,
      id,
      caseId: theCase,
      caseCode: `H ${id.slice(-6)}`,
      court: 'Federal',
      kind: 'trial',
      startsAt: '2031-01-01T12:00:00Z',
      tz: 'America/Argentina/Buenos_Aires',
    });
    await mustApply(cast.db('observer'), 'cases.follow', { case: theCase, id: uuidv7(), following: true });
    await quiet();
    await mustApply(cast.db('legal'), 'hearings.set', { hearing: id, startsAt: '2031-01-02T12:00:00Z' });
    await tell('2030-12-31T15:00:00Z');
    expect(await told(id)).toEqual(['coordinator', 'observer', 'second']);
    expect(
      await value(cast.world, 'select facts ->> $2 from notice_items where entity_id = $1 limit 1', [id, 'from']),
    ).toBe('2031-01-01T12:00:00Z');
  });

  it('of an arrest breaks the night', async () => {
    await quiet();
    const id = uuidv7();
    await mustApply(cast.db('coordinator'), 'arrests.record', {
      campaign: cast.campaign,
      id,
      code: 'N-NIGHT',
      pseudonym: 'Ceibo',
      at: new Date(Date.now() - 3_600_000).toISOString(),
      ruleset: 'AR-CPPN',
      force: 'pfa',
    });
    const night = new Date(new Date().setUTCHours(6, 0, 0, 0)).toISOString();
    await tell(night);
    expect(await told(id)).toEqual(['legal', 'second']);
    expect(
      await value(
        cast.world,
        `select bool_and(s.send_after = $2) from notice_sends s join notice_items i on i.notice_id = s.notice_id where i.entity_id = $1`,
        [id, night],
      ),
    ).toBe(true);
  });
});

describe('quiet hours', () => {
  const until = (at: string, from: string, to: string, tz: string): Promise<string> =>
    value(cast.world, `select to_char(app.quiet_until($1, $2, $3, $4) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')`, [
      at,
      from,
      to,
      tz,
    ]);

  it.each([
    ['by day', '2026-04-23T15:00Z', '22:00', '07:00', 'America/Argentina/Buenos_Aires', '2026-04-23T15:00Z'],
    ['in the evening', '2026-04-24T01:30Z', '22:00', '07:00', 'America/Argentina/Buenos_Aires', '2026-04-24T10:00Z'],
    ['before dawn', '2026-04-24T08:00Z', '22:00', '07:00', 'America/Argentina/Buenos_Aires', '2026-04-24T10:00Z'],
    ['at their very end', '2026-04-24T10:00Z', '22:00', '07:00', 'America/Argentina/Buenos_Aires', '2026-04-24T10:00Z'],
    ['at noon', '2026-04-24T15:30Z', '12:00', '14:00', 'America/Argentina/Buenos_Aires', '2026-04-24T17:00Z'],
    ['that are none', '2026-04-24T03:00Z', '00:00', '00:00', 'America/Argentina/Buenos_Aires', '2026-04-24T03:00Z'],
    ['the night Madrid goes forward', '2026-03-28T23:00Z', '22:00', '07:00', 'Europe/Madrid', '2026-03-29T05:00Z'],
    ['the night Madrid goes back', '2026-10-24T23:00Z', '22:00', '07:00', 'Europe/Madrid', '2026-10-25T06:00Z'],
    [
      'that end in an hour that does not exist',
      '2026-03-28T23:30Z',
      '22:00',
      '02:30',
      'Europe/Madrid',
      '2026-03-29T01:30Z',
    ],
    ['the night Santiago goes back', '2026-04-05T03:30Z', '22:00', '07:00', 'America/Santiago', '2026-04-05T11:00Z'],
  ])('%s', async (_what, at, from, to, tz, expected) => {
    expect(await until(at, from, to, tz)).toBe(expected);
  });

  it('hold back what can wait, and not what is lost', async () => {
    const night = '2026-04-23T05:00:00Z';
    const id = await deadline();
    await remind(id, { step: 'd3', rung: 1, urgent: false }, night);
    await remind(id, { step: 'd1', rung: 1 }, night);
    const { rows } = await cast.world.sql.query<{ step: string; at: Date }>(
      `select i.step, s.send_after as at from notice_sends s join notice_items i on i.notice_id = s.notice_id where i.entity_id = $1 and s.channel = 'mail'`,
      [id],
    );
    expect(Object.fromEntries(rows.map(({ step, at }) => [step, at.toISOString()]))).toEqual({
      d3: '2026-04-23T10:00:00.000Z',
      d1: '2026-04-23T05:00:00.000Z',
    });
  });
});

describe('what is in a compartment', () => {
  it('is told to its members alone, and vanishes from what somebody was told when they leave it', async () => {
    const cell = await compartment(cast);
    await mustApply(cast.db('legal'), 'compartments.add_member', {
      compartment: cell,
      id: uuidv7(),
      user: second.userId,
    });
    const caseId = uuidv7();
    const id = await deadline({ caseId, caseCode: 'K SECRET' }, false);
    await mustApply(cast.db('legal'), 'compartments.put', { entity: 'cases', id: caseId, compartment: cell });
    await quiet();
    const outside = await join(cast.world, cast.campaign, ['legal']);
    await remind(id, { step: 'h4', rung: 3 });
    expect(await told(id)).toEqual(['legal', 'second']);
    const inside = loose(cast.world.backend.as(second.accessToken));
    expect((await inside.from('notices').select('id')).data).toHaveLength(1);
    expect(await must(inside, 'told_of', { entity: 'deadlines', thing: id })).toHaveLength(2);
    const { error } = await loose(cast.world.backend.as(outside.accessToken)).rpc('told_of', {
      entity: 'deadlines',
      thing: id,
    });
    expect(error?.code).toBe('RN404');

    await mustApply(cast.db('legal'), 'compartments.remove_member', { compartment: cell, user: second.userId });
    expect((await inside.from('notices').select('id')).data).toEqual([]);
    expect(await must(inside, 'notice_bell', { campaign: cast.campaign })).toMatchObject({ unread: 0 });
    const notice = await value<string>(
      cast.world,
      'select notice_id from notice_items where user_id = $1 and entity_id = $2',
      [second.userId, id],
    );
    expect(await must(system(), 'notice_mail', { notice, at: NOON })).toBeNull();
    await cast.world.sql.query('delete from members where user_id = $1', [outside.userId]);
  });
});

describe('at the moment of sending', () => {
  const mailOf = async (id: string): Promise<unknown> => {
    const notice = await value<string>(cast.world, 'select notice_id from notice_items where entity_id = $1 limit 1', [
      id,
    ]);
    return must(system(), 'notice_mail', { notice, at: NOON });
  };

  it('nobody is told of what was done, moved or lost its time meanwhile', async () => {
    const [done, moved, over] = [await deadline(), await deadline(), await deadline()];
    for (const id of [done, moved]) await remind(id, { step: 'd3', rung: 1 });
    await remind(over, { step: 'd3', rung: 1 }, '2026-04-20T12:00:00Z');
    expect(await mailOf(done)).toMatchObject({ items: [{ id: done }] });
    await mustApply(cast.db('legal'), 'deadlines.done', { deadline: done, receipt: 'C' });
    await cast.world.sql.query(`update deadlines set due_on = '2026-04-24' where id = $1`, [moved]);
    await cast.world.sql.query(`update notice_items set expires_at = '2026-04-23T14:00:00Z' where entity_id = $1`, [
      over,
    ]);
    for (const id of [done, moved, over]) expect(await mailOf(id)).toBeNull();
  });

  it('the morning is told once a day, and not without news', async () => {
    await deadline({ dueOn: '2026-04-24' });
    const morning = (at: string): Promise<number> => must(system(), 'notices_morning', { at });
    expect(await morning('2026-04-23T10:59:00Z')).toBe(0);
    expect(await morning('2026-04-23T11:00:00Z')).toBeGreaterThan(3);
    expect(await morning('2026-04-23T11:05:00Z')).toBe(0);
    expect(await morning('2026-06-20T11:05:00Z')).toBe(0);
  });
});
