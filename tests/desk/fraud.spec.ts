import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/fraud/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query('update campaigns set is_sample = true');
});
afterAll(() => house.close());

const press = (
  action: keyof typeof actions,
  fields: Record<string, string>,
  as: (typeof ROLES)[number] = 'organizer',
) => house.call(as, actions[action], { fields });
const conditions = (more: Record<string, string> = {}) => ({
  form: 'conditions',
  op: uuidv7(),
  kind: 'invalidate',
  ...more,
});
const n = async (where: string): Promise<number> => {
  const { rows } = await house.world.sql.query<{ n: number }>(
    `select count(*)::int as n from signatures where ${where}`,
  );
  return rows[0]?.n ?? 0;
};
const work = async () => {
  while ((await house.world.backend.system().rpc('fraud_work', { n: 500 })).data !== null);
};

it('fights a wave: sees it, counts it, invalidates it and undoes it', async () => {
  expect(await press('wave', { n: '300' })).toMatchObject({ kind: 'done', data: { done: 'wave' } });
  await expect.poll(() => n(`source = 'wave'`), { timeout: 30_000 }).toBe(300);
  const seen = await house.call('organizer', load);
  expect(seen).toMatchObject({
    data: { fraud: { hour: { total: 300, domains: [{ n: 300, domain: 'wave.example' }] } } },
  });
  const asked = conditions({ domain: '@Wave.example', minutes: '60' });
  expect(await press('preview', asked)).toMatchObject({ data: { preview: { n: 300 } } });
  expect(await n(`state = 'invalidated'`)).toBe(0);
  expect(await press('run', asked)).toMatchObject({ kind: 'refused' });
  expect(await press('run', { ...asked, expected: '300' })).toMatchObject({ kind: 'done' });
  await work();
  expect(await n(`state = 'invalidated' and source = 'wave'`)).toBe(300);
  expect(await press('undo', { run: asked.op })).toMatchObject({ kind: 'done' });
  await work();
  expect(await n(`state = 'invalidated'`)).toBe(0);
});

it('refuses an empty set, bad input and whoever may not', async () => {
  expect(await press('preview', conditions())).toMatchObject({ kind: 'refused', status: 400 });
  expect(await press('preview', conditions({ country: 'XX' }))).toMatchObject({
    form: { errors: { country: 'country' } },
  });
  expect(await press('cancel', { run: uuidv7() })).toMatchObject({ kind: 'refused', status: 404 });
  for (const role of ROLES) {
    const may = role === 'owner' || role === 'organizer';
    const seen = await house.call(role, load);
    expect(seen.kind === 'error', role).toBe(!may);
    if (!may) expect(await press('preview', conditions({ country: 'AR' }), role)).toMatchObject({ kind: 'error' });
  }
  await house.world.sql.query('update campaigns set is_sample = false');
  expect(await press('wave', { n: '5' })).toMatchObject({ kind: 'refused', status: 404 });
});

it('changes the limits', async () => {
  const rules = {
    burst: '50',
    sustained: '500',
    bareBurst: '5',
    bareSustained: '50',
    looseFactor: '3',
    alarmHour: '20',
  };
  const sent = { form: 'rules', op: uuidv7(), ...rules, looseCountries: 'ar, cl' };
  expect(await press('rules', sent)).toMatchObject({ kind: 'done', data: { done: 'rules' } });
  const { rows } = await house.world.sql.query('select bare_burst, loose_countries from signing_rules');
  expect(rows[0]).toEqual({ bare_burst: 5, loose_countries: ['AR', 'CL'] });
  expect(await press('rules', { ...sent, op: uuidv7(), burst: 'many' })).toMatchObject({
    form: { errors: { burst: 'number' } },
  });
});
