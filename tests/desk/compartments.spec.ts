import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamSnapshot } from '../../src/lib/contracts/journal';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import * as compartments from '../../src/routes/(team)/desk/[campaign]/compartments/+page.server';
import * as people from '../../src/routes/(team)/desk/[campaign]/people/+page.server';
import { load as personLayout } from '../../src/routes/(team)/desk/[campaign]/people/[person]/+layout.server';
import * as access from '../../src/routes/(team)/desk/[campaign]/people/[person]/access/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function register(personCode: string): Promise<string> {
  const op = uuidv7();
  const fields = {
    form: 'register',
    op,
    personCode,
    pseudonym: 'Ceibo',
    status: 'missing',
    place: '',
    fromDate: '2026-01-02',
  };
  expect(await house.call('legal', people.actions['register'], { fields })).toMatchObject({ kind: 'done' });
  return op;
}
const send = (as: Role, id: string, name: string, fields: Record<string, string>) =>
  house.call(as, access.actions[name], { params: { person: id }, fields: { form: name, op: uuidv7(), ...fields } });
const snapshots = async (as: Role): Promise<{ team: StreamSnapshot; apart: StreamSnapshot[] }> => {
  const came = await house.call(as, layout);
  if (came.kind !== 'done') throw new Error('no layout');
  return came.data['snapshots'] as { team: StreamSnapshot; apart: StreamSnapshot[] };
};

describe('a person in a compartment', () => {
  it('has no page, no row and no form for anybody outside, as if the address were made up', async () => {
    const id = await register('C-APART');
    expect(await send('legal', id, 'create', { compartmentCode: 'k-1' })).toMatchObject({ data: { done: 'saved' } });
    for (const as of ROLES.filter((role) => role !== 'legal')) {
      expect(JSON.stringify(await snapshots(as))).not.toContain(id);
      for (const person of [id, uuidv7(), 'nobody'])
        expect(await house.call(as, personLayout, { params: { person } })).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(as, access.load, { params: { person: id } })).toEqual({ kind: 'error', status: 404 });
      for (const name of ['create', 'put', 'add', 'remove'])
        expect(await send(as, id, name, {})).toEqual({ kind: 'error', status: 404 });
    }
    const mine = await snapshots('legal');
    expect(mine.apart.flatMap(({ rows }) => rows['people'] ?? [])).toMatchObject([{ id, code: 'C-APART' }]);
    expect(JSON.stringify(mine.team)).not.toContain(id);
    expect(await house.call('legal', personLayout, { params: { person: id } })).toMatchObject({ kind: 'done' });
    expect(await send('legal', id, 'put', { compartment: '' })).toMatchObject({ data: { done: 'saved' } });
    expect(JSON.stringify((await snapshots('observer')).team)).toContain(id);
  });

  it.each([
    ['create', { compartmentCode: 'María López' }, 'compartmentCode', 'code'],
    ['put', { compartment: 'the other' }, 'compartment', 'choice'],
    ['put', { compartment: '01890a5d-ac96-774b-bcce-b302099a8057' }, '', 'not_found'],
    ['add', { compartment: '01890a5d-ac96-774b-bcce-b302099a8057', user: 'x', tz: 'UTC' }, 'user', 'choice'],
  ])('%s refuses what is wrong and keeps what was typed', async (name, fields, field, wanted) => {
    const id = await register(`C-${name}-${field.slice(0, 3)}${wanted.slice(0, 4)}`.toUpperCase().replace('_', ''));
    const came = await send('legal', id, name, fields);
    if (came.kind !== 'refused') throw new Error(JSON.stringify(came));
    expect(came.form.values).toMatchObject(fields);
    if (field === '') expect(came.form.failure?.code).toBe(wanted);
    else expect(came.form.errors[field]).toBe(wanted);
  });
});

it('lists the desk to the desk alone', async () => {
  expect(await house.call('legal', compartments.load)).toMatchObject({ data: { colleagues: [{}] } });
  for (const as of ROLES.filter((role) => role !== 'legal'))
    expect(await house.call(as, compartments.load)).toEqual({ kind: 'error', status: 404 });
});
