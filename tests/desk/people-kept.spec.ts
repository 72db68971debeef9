import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { call } from '../../src/lib/server/rpc.server';
import * as people from '../../src/routes/(team)/desk/[campaign]/people/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/[person]/identity/+page.server';
import * as retention from '../../src/routes/(team)/desk/[campaign]/signatures/retention/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let counter = 0;
/** Somebody with an identity, whose matter ended on that day. */
async function over(status: string, fromDate: string): Promise<string> {
  const op = uuidv7();
  const fields = { form: 'register', op, personCode: `C-${(counter += 1)}`, pseudonym: 'Tala', status, fromDate };
  await house.call('legal', people.actions['register'], { fields });
  const identity = { form: 'identify', op: uuidv7(), legalName: `Persona Ejemplo ${counter}` };
  await house.call('legal', page.actions['identify'], { params: { person: op }, fields: identity });
  return op;
}
const due = async (): Promise<unknown> => {
  const came = await house.call('organizer', retention.load);
  return came.kind === 'done' ? (came.data['preview'] as { due: number }).due : came;
};
const sealed = (person: string) =>
  value(house.world, 'select count(*) from identities where person_id = $1 and identity_sealed is not null', [person]);

it('what is sealed of people is forgotten only by a decision, only when their matter is over, and never from a compartment', async () => {
  const [old, held, recent, hidden] = [
    await over('acquitted', '2020-01-01'),
    await over('pretrial_detention', '2020-01-01'),
    await over('dismissed', new Date().toISOString().slice(0, 10)),
    await over('dismissed', '2020-01-01'),
  ];
  const cell = uuidv7();
  await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-1')`, [
    cell,
    house.campaign,
  ]);
  await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, hidden]);
  expect(await due()).toBe(0);
  const set = (months: string, as: 'owner' | 'legal' = 'owner') =>
    house.call(as, retention.actions['people'], { fields: { form: 'people', op: uuidv7(), months } });
  expect(await set('12', 'legal')).toEqual({ kind: 'error', status: 404 });
  expect(await set('0')).toMatchObject({ form: { errors: { months: 'months' } } });
  expect(await set('12')).toMatchObject({ kind: 'done' });
  expect(await due()).toBe(1);
  await house.call('owner', retention.actions['run'], { fields: { form: 'run', op: uuidv7() } });
  while ((await call<{ running: boolean }>(house.world.backend.system(), 'retention_step', { n: 2 })).running);
  expect(await Promise.all([old, held, recent, hidden].map(sealed))).toEqual(['0', '1', '1', '1']);
  expect(await value(house.world, 'select count(*) from app.person_keys where person_id = $1', [old])).toBe('0');
  expect(await value(house.world, 'select status from people where id = $1', [old])).toBe('acquitted');
  const came = await house.call('legal', page.load, { params: { person: old } });
  expect(came).toMatchObject({ data: { record: { erased: true } } });
  expect(await due()).toBe(0);
});
