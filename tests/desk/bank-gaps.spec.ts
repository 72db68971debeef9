import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/bank/+page.server';
import { camt } from './bank-file';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function account(): Promise<string> {
  const id = uuidv7();
  await house.world.sql.query(
    `with a as (insert into fund_accounts (id, campaign_id, kind, currency, name) values ($1, $2, 'bank', 'EUR', 'Cuenta') returning id)
     insert into bank_accounts (id, campaign_id, currency, name) select id, $2, 'EUR', 'Cuenta' from a`,
    [id, house.campaign],
  );
  return id;
}
function read(of: string, text: string) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ form: 'import', op: uuidv7(), account: of })) data.set(name, value);
  data.set('file', new File([text], 'statement'));
  return house.call('treasurer', actions['import'], { fields: data });
}

it('says what is missing between two that should follow each other, once, and until it is brought', async () => {
  const of = await account();
  const gaps = async (): Promise<object[]> => {
    const came = await house.call('owner', load);
    if (came.kind !== 'done') throw new Error(came.kind);
    return (came.data['gaps'] as { account: string }[]).filter((gap) => gap.account === of);
  };
  const january = camt([['2026-01-05', 2500, 'a', 'G1']], 1000);
  const march = camt([['2026-03-05', 100, 'c', 'G3']], 4000);
  expect(await read(of, january)).toMatchObject({ data: { what: '1 0 0' } });
  expect(await read(of, march)).toMatchObject({ data: { what: '1 0 0 1' } });
  expect(await read(of, march)).toMatchObject({ data: { what: '0 1 0' } });
  expect(await gaps()).toEqual([
    { account: of, dayBefore: '2026-01-05', dayAfter: '2026-03-05', closing: '3500', opening: '4000', missing: null },
  ]);
  expect(await read(of, camt([['2026-02-05', 500, 'b', 'G2']], 3500))).toMatchObject({ data: { what: '1 0 0' } });
  expect(await gaps()).toEqual([]);
  // By number: the seventh follows the fifth, and what it begins with is right.
  const numbered = (text: string, n: number): string =>
    text.replace('<Stmt>', `<Stmt><ElctrncSeqNb>${n}</ElctrncSeqNb>`);
  await read(of, numbered(camt([['2026-04-05', 100, 'd', 'G4']], 4100), 5));
  expect(await read(of, numbered(camt([['2026-04-06', 100, 'e', 'G5']], 4200), 7))).toMatchObject({
    data: { what: '1 0 0 1' },
  });
  expect(await gaps()).toMatchObject([{ dayBefore: '2026-04-05', dayAfter: '2026-04-06', missing: 1 }]);
});
