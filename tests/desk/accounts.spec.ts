import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/accounts/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const fields = (more: Record<string, string> = {}): Record<string, string> => ({
  form: 'account',
  op: uuidv7(),
  currency: 'EUR',
  name: `Caisse ${uuidv7()}`,
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  public: 'on',
  ...more,
});
const save = (more: Record<string, string> = {}) =>
  house.call('treasurer', actions['account'], { fields: fields(more) });

it('an account is kept with its digits as banks write them', async () => {
  expect(await save()).toMatchObject({ kind: 'done', data: { done: 'account' } });
  expect(await house.call('owner', load)).toMatchObject({
    data: { canWrite: false, accounts: [{ iban: 'FR7630006000011234567890189', public: true, closed: false }] },
  });
});

it.each([
  [{ iban: 'FR76 3000 6000 0112 3456 7890 188' }, { iban: 'iban' }],
  [{ bic: 'FR' }, { bic: 'bic' }],
  [{ cbu: '2850590940090418135202' }, { cbu: 'cbu' }],
  [{ alias: 'ñ' }, { alias: 'alias' }],
  [{ name: ' ' }, { name: 'required' }],
])('%j is refused at its field', async (wrong, errors) => {
  expect(await save(wrong)).toMatchObject({ kind: 'refused', form: { errors } });
});

it('nobody but the treasury and the owners reads them, and nobody but the treasurer writes', async () => {
  for (const role of ['organizer', 'legal', 'coordinator', 'observer'] as const)
    expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
  expect(await house.call('owner', actions['account'], { fields: fields() })).toEqual({ kind: 'error', status: 404 });
});
