import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { readCsv } from '../../src/lib/kernel/csv-read';
import { load } from '../../src/routes/(team)/desk/[campaign]/fund/export/+page.server';
import { POST } from '../../src/routes/(team)/desk/[campaign]/fund/export/file/+server';
import { actions } from '../../src/routes/(team)/desk/[campaign]/fund/ledger/+page.server';
import { openHouse, type House } from './house';

let house: House;
const wrong = uuidv7();
beforeAll(async () => {
  house = await openHouse();
  const book = (amount: string, currency: string, valueDate: string, note = '', id = uuidv7()) =>
    house.call('treasurer', actions['book'], {
      fields: { form: 'book', op: id, amount, currency, valueDate, donor: 'Nombre Plantado', note },
    });
  await book('15.000,50', 'ARS', '2026-01-10', '=HYPERLINK("http://x")');
  await book('77', 'USD', '2026-02-10', 'dos\nveces "\u202E', wrong);
  await book('20', 'USD', '2026-03-10');
  await house.call('treasurer', actions['reverse'], {
    fields: { form: 'r', op: uuidv7(), entry: wrong, reason: 'Cargado dos veces' },
  });
});
afterAll(() => house.close());

const ask = (format: string, more: Record<string, string> = {}, as: Role = 'owner') =>
  house.call(as, POST, { fields: { op: uuidv7(), format, from: '', to: '', ...more } });
async function file(format: string, more: Record<string, string> = {}): Promise<string> {
  const came = await ask(format, more);
  if (came.kind !== 'done') throw new Error(`no file: ${JSON.stringify(came)}`);
  return (came.data as unknown as Response).text();
}
/** Sums of an account in whole units of text, by a reader that knows nothing of the writer. */
const sums = (text: string, account: string, currency: string): number =>
  [...text.matchAll(new RegExp(`^\\s+${account} {2}(-?[\\d.]+) ${currency}`, 'gm'))].reduce(
    (sum, [, figure]) => sum + Number(figure),
    0,
  );

it('the table has a line for each posting, adds up to nothing, and starts no program', async () => {
  const table = readCsv(await file('csv'), ',');
  if (!('rows' in table)) throw new Error('no table');
  const [heads, ...lines] = table.rows.map(({ cells }) => cells);
  expect(lines).toHaveLength(8);
  const at = (name: string): number => heads?.indexOf(name) ?? -1;
  const all = lines.map((cells) => BigInt(cells[at('Importe en centésimos')] ?? ''));
  expect(all.reduce((sum, minor) => sum + minor, 0n)).toBe(0n);
  const text = JSON.stringify(lines);
  expect(text).toContain("'=HYPERLINK");
  expect(text).toContain('-77.00');
  expect(text).toContain(wrong);
  expect(text).not.toMatch(/Plantado|v1\./);
});

it.each(['ledger', 'beancount'])('%s says what the totals say', async (format) => {
  const text = await file(format);
  const { rows } = await house.world.sql.query<{ currency: string; pot_minor: string; received_minor: string }>(
    'select currency, pot_minor, received_minor from fund_totals order by currency',
  );
  expect(rows.map(({ currency }) => currency)).toEqual(['ARS', 'USD']);
  for (const { currency, pot_minor, received_minor } of rows) {
    expect(sums(text, `Assets:Bank:${currency}:Cash`, currency)).toBeCloseTo(Number(pot_minor) / 100, 5);
    expect(sums(text, 'Income:Gifts', currency)).toBeCloseTo(-Number(received_minor) / 100, 5);
  }
  expect(text).toMatch(format === 'ledger' ? /; reverses: / : /reverses: "/);
  expect(text).not.toMatch(/Plantado|v1\.|\u202E/);
});

it('a period begins with what was there', async () => {
  const text = await file('ledger', { from: '2026-02-01', to: '2026-02-28' });
  expect(text).toMatch(/2026-02-01 \* brought forward\n.*\n(.*\n)*? {4}Assets:Bank:ARS:Cash {2}15000\.50 ARS/);
  expect(text).not.toContain('2026-03-10');
  expect(text).toMatch(/2026-02-28 \* balance\n {4}Assets:Bank:ARS:Cash {2}0\.00 ARS = 15000\.50 ARS/);
});

it('is for those who read the fund, and each file is written down', async () => {
  for (const role of ['organizer', 'legal', 'coordinator', 'observer'] as const) {
    expect(await ask('csv', {}, role)).toEqual({ kind: 'error', status: 404 });
    expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
  }
  expect(await ask('xlsx')).toEqual({ kind: 'error', status: 400 });
  expect(await ask('csv', { from: '2026-03-01', to: '2026-02-01' })).toEqual({ kind: 'error', status: 400 });
  const { rows } = await house.world.sql.query('select format, n from fund_exports order by created_at desc limit 1');
  expect(rows).toEqual([{ format: 'ledger', n: 2 }]);
});
