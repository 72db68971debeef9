import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/endorsements/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const organisation = (change: Record<string, string> = {}) => ({
  form: 'add',
  op: uuidv7(),
  name: 'Federación de ejemplo',
  kind: 'union',
  country: 'UY',
  website: '',
  quote: '',
  locale: 'es',
  place: '',
  contact: 'Nombre Plantado',
  email: 'plantado@people.test',
  ...change,
});
const act = (action: string, fields: Record<string, string>, as: (typeof ROLES)[number] = 'organizer') =>
  house.call(as, actions[action], { fields });
const states = async () =>
  (
    await house.world.sql.query<{ id: string; state: string; removed: boolean }>(
      'select id, state, removed_at is not null as removed from endorsements order by created_at',
    )
  ).rows;

it('is added once, confirmed, taken off, brought back, removed and restored, each told to the team without its contact', async () => {
  const fields = organisation();
  expect(await act('add', fields)).toMatchObject({ kind: 'done', data: { done: 'added' } });
  expect(await act('add', fields)).toMatchObject({ kind: 'done' });
  const endorsement = fields.op;
  expect(await states()).toEqual([{ id: endorsement, state: 'confirmed', removed: false }]);
  for (const state of ['declined', 'asked', 'confirmed']) {
    expect(await act('decide', { op: uuidv7(), endorsement, state })).toMatchObject({ data: { done: state } });
    expect(await states()).toMatchObject([{ state }]);
  }
  await act('remove', { op: uuidv7(), endorsement, removed: 'yes' });
  expect(await states()).toMatchObject([{ removed: true }]);
  await act('remove', { op: uuidv7(), endorsement, removed: 'no' });
  const set = organisation({ endorsement, name: 'Otro nombre', place: '3', op: uuidv7() });
  expect(await act('set', set)).toMatchObject({ data: { done: 'set' } });
  const told = await house.world.sql.query(`select patch from journal where entity = 'endorsements'`);
  expect(told.rows.length).toBeGreaterThan(4);
  expect(JSON.stringify(told.rows)).toContain('Otro nombre');
  expect(JSON.stringify(told.rows)).not.toMatch(/Plantado|plantado|v1\.k/);
});

it('shows who wrote one at a time, to those who read signatures', async () => {
  const fields = organisation();
  await act('add', fields);
  for (const role of ROLES) {
    const came = await act('contact', { endorsement: fields.op }, role);
    if (['owner', 'organizer'].includes(role))
      expect(came).toMatchObject({ data: { contact: { name: 'Nombre Plantado', email: 'plantado@people.test' } } });
    else expect(came).toEqual({ kind: 'error', status: 404 });
  }
});

it('says what is wrong with what was typed', async () => {
  const came = await act('add', organisation({ name: '', place: 'first', website: 'not an address', email: 'x' }));
  expect(came).toMatchObject({
    kind: 'refused',
    form: { errors: { name: 'required', place: 'number', website: 'url', email: 'email' } },
  });
});

it('is not there for those who do not write signatures', async () => {
  for (const role of ROLES.filter((one) => !['owner', 'organizer'].includes(one))) {
    for (const action of ['add', 'set', 'decide', 'remove'])
      expect(await act(action, organisation(), role)).toEqual({ kind: 'error', status: 404 });
    expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
  }
});
