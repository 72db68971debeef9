import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { createCast, must, mustApply, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const sign = (n: number) =>
  cast.world.sql.query(
    `insert into signatures (id, campaign_id, state, country, visibility, locale, op_id, email_key, confirmed_at)
     select gen_random_uuid(), $1, 'confirmed', 'AR', 'private', 'es', gen_random_uuid(), gen_random_uuid()::text, now()
     from generate_series(1, $2)`,
    [cast.campaign, n],
  );
const count = () => must<unknown[]>(cast.world.backend.system(), 'count_signatures');
const totals = () =>
  must<{
    signatures: number;
    goal: number;
    paper: number;
    organisations: number;
    milestone?: { n: number; at: string };
  }>(cast.world.backend.anon(), 'public_totals', { slug: cast.slug });
const told = () =>
  value<string>(
    cast.world,
    `select count(*) from journal where entity = 'milestones' and patch ? 'reached_at' and verb = 'update'`,
  );

it('are reached once, by two counters at once, and the next becomes the goal', async () => {
  await cast.world.sql.query('update campaigns set goal = 10 where id = $1', [cast.campaign]);
  await mustApply(cast.db('organizer'), 'milestones.set', { campaign: cast.campaign, numbers: [10, 25, 50] });
  await sign(9);
  await count();
  expect(await totals()).toMatchObject({ signatures: 9, goal: 10 });
  expect((await totals()).milestone).toBeUndefined();
  await sign(1);
  await Promise.all(Array.from({ length: 6 }, count));
  await count();
  const reached = await totals();
  expect(reached).toMatchObject({ signatures: 10, goal: 25, milestone: { n: 10 } });
  expect(await told()).toBe('1');
  // A withdrawal takes nothing back, and coming back reaches nothing again.
  await cast.world.sql.query(
    `update signatures set state = 'withdrawn' where id = (select id from signatures where campaign_id = $1 limit 1)`,
    [cast.campaign],
  );
  await count();
  await sign(1);
  await count();
  expect(await totals()).toMatchObject({ signatures: 10, goal: 25, milestone: reached.milestone });
  expect(await told()).toBe('1');
});

it('that are jumped over are all reached, and a goal set higher by hand holds until then', async () => {
  await mustApply(cast.db('owner'), 'milestones.set', { campaign: cast.campaign, numbers: [25, 50, 60, 100] });
  await cast.world.sql.query('update campaigns set goal = 500 where id = $1', [cast.campaign]);
  await sign(5);
  await count();
  expect(await totals()).toMatchObject({ signatures: 15, goal: 500, milestone: { n: 10 } });
  await sign(50);
  await count();
  expect(await totals()).toMatchObject({ signatures: 65, goal: 100, milestone: { n: 60 } });
});

it('make the first number ahead the goal at once, also below the goal of before', async () => {
  const { signatures } = await totals();
  const numbers = [signatures - 1, signatures + 1, 2000, 3000];
  await mustApply(cast.db('owner'), 'milestones.set', { campaign: cast.campaign, numbers });
  expect((await totals()).goal).toBe(signatures + 1);
  await count();
  expect(await totals()).toMatchObject({ goal: signatures + 1, milestone: { n: signatures - 1 } });
  await sign(1);
  await count();
  expect((await totals()).goal).toBe(2000);
});

it('count paper and organisations apart, and only what stands', async () => {
  const { campaign } = cast;
  const batch = uuidv7();
  const row = (nameKey: string, more = {}) => ({ id: uuidv7(), country: 'AR', nameSealed: 'v1.x', nameKey, ...more });
  await cast.world.sql.query(
    `insert into signatures (id, campaign_id, state, country, visibility, locale, op_id, email_key, name_key, town_key, confirmed_at)
     values (gen_random_uuid(), $1, 'confirmed', 'AR', 'private', 'es', gen_random_uuid(), 'mail', 'ana', 'plata', now())`,
    [campaign],
  );
  const rows = [
    row('ana', { townKey: 'plata' }), // online by name and town
    row('ana', { townKey: 'salta' }), // another Ana
    row('ana', { townKey: 'salta' }), // the same once more
    row('eva', { emailKey: 'mail' }), // online by mailbox
    row('luz'),
  ];
  const args = { campaign, id: batch, label: 'Plaza', place: '', day: '2026-01-01', onSheet: 20, rows };
  await mustApply(cast.db('organizer'), 'paper.batch', args);
  const twins = `select string_agg(coalesce(twin, '-'), ' ' order by place) from paper_rows where batch_id = $1`;
  expect(await value(cast.world, twins, [batch])).toBe('online - paper online -');
  const apart = `select twins || ' ' || twins_online from paper_batches where id = $1`;
  expect(await value(cast.world, apart, [batch])).toBe('3 2');
  const before = await totals();
  expect(before.paper).toBe(17);
  await mustApply(cast.db('organizer'), 'paper.strike', { row: rows[0]?.id, struck: true });
  expect((await totals()).paper).toBe(18);
  expect(await value(cast.world, apart, [batch])).toBe('2 1');
  await mustApply(cast.db('organizer'), 'paper.remove', { batch, removed: true, reason: 'Twice' });
  expect((await totals()).paper).toBe(0);
  await mustApply(cast.db('organizer'), 'paper.remove', { batch, removed: false });
  expect(await totals()).toMatchObject({ paper: 18, organisations: 0 });
  const one = { campaign, id: uuidv7(), name: 'Central', country: 'AR', kind: 'union' };
  await mustApply(cast.db('organizer'), 'endorsement.add', one);
  expect((await totals()).organisations).toBe(1);
});
