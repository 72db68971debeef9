import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import type { Fraud } from '../../src/lib/features/fraud/model';
import { termsWords } from '../../src/lib/features/fraud/terms';
import { petitionMessages } from '../../src/lib/messages/petition';
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
  // Pressed twice, or sent again after a reload: the first answer, and no second run. Other conditions are another matter.
  const again = { ...asked, expected: '300' };
  expect(await press('run', again)).toMatchObject({ kind: 'done', data: { done: 'run', what: '300' } });
  expect(await press('run', { ...again, country: 'AR' })).toMatchObject({ kind: 'refused', status: 422 });
  expect((await house.world.sql.query('select 1 from invalidations')).rowCount).toBe(1);
  expect(await press('cancel', { run: asked.op })).toMatchObject({ data: { done: 'too_late', what: '300' } });
  for (const _ of [1, 2]) expect(await press('undo', { run: asked.op })).toMatchObject({ data: { done: 'undoing' } });
  await work();
  expect(await n(`state = 'invalidated'`)).toBe(0);
});

it('says in words what a run was about and what an alarm is about, and nowhere but on the page', async () => {
  const { sql } = house.world;
  await sql.query('update signing_rules set alarm_hour = 20');
  await sql.query(`update campaigns set status = 'open'`);
  await sql.query(`insert into signatures (id, campaign_id, country, visibility, locale, op_id, created_at)
    select gen_random_uuid(), id, 'AR', 'full', 'es', gen_random_uuid(), now() - interval '2 days' from campaigns`);
  await house.world.backend.system().rpc('fraud_watch');
  const seen = await house.call('organizer', load);
  if (seen.kind !== 'done') throw new Error(seen.kind);
  const { fraud } = seen.data as unknown as { fraud: Fraud };
  expect(Object.values(fraud.alarmNames)).toEqual(['wave.example']);
  const [run] = Object.keys(fraud.terms);
  expect(fraud.terms[run ?? '']).toMatchObject({ domain: 'wave.example' });

  // Chosen from the list: its name stays with the run when the list is gone.
  const key = fraud.hour.domains[0]?.key ?? '';
  const listed = conditions({ domainKey: key, country: 'AR', proof: 'no', state: 'pending', expected: '1' });
  expect(await press('run', listed)).toMatchObject({ kind: 'done' });
  const after = await house.call('owner', load);
  if (after.kind !== 'done') throw new Error(after.kind);
  const terms = (after.data as unknown as { fraud: Fraud }).fraud.terms[listed.op] ?? {};
  expect(terms).toEqual({ domain: 'wave.example', country: 'AR', proof: false, states: ['pending'] });
  expect(termsWords(petitionMessages('es'), terms, 'UTC')).toEqual([
    'Dominio de correo: wave.example',
    'País: Argentina',
    'Sin prueba',
    'Estado: Sin confirmar',
  ]);
  const journal = await sql.query<{ all: string }>(`select string_agg(patch::text, ' ') as all from journal`);
  expect(journal.rows[0]?.all).not.toContain('wave.example');
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
