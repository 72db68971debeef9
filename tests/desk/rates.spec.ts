import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/rates/+page.server';
import {
  actions as settings,
  load as loadSettings,
} from '../../src/routes/(team)/desk/[campaign]/fund/settings/+page.server';
import { actions as ledger } from '../../src/routes/(team)/desk/[campaign]/fund/ledger/+page.server';
import { openHouse, type House } from './house';

let house: House;
let server: Server;
const asked: string[] = [];
let answer = '';
let address = '';
beforeAll(async () => {
  house = await openHouse({ env: { ASK_INNER: 'on' } });
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await house.close();
});

const op = () => uuidv7();
const send = (name: string, fields: Record<string, string>) =>
  house.call('treasurer', actions[name], { fields: { form: name, op: op(), ...fields } });
function look(text: string, more: Record<string, string> = {}) {
  const form = new FormData();
  const fields = { form: 'look', op: op(), source: 'Blue', base: 'USD', quote: 'ARS', ...more };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (text !== '') form.set('file', new File([text], 'rates.csv'));
  return house.call('treasurer', actions['look'], { fields: form });
}
const kept = async () =>
  (
    await house.world.sql.query(
      'select source, base, quote, day::text, rate::text from fund_rates order by day, source',
    )
  ).rows;
const told = (more: Record<string, string> = {}) =>
  house.call('treasurer', settings['told'], { fields: { form: 'told', op: op(), report: 'EUR', ...more } });

describe('the settings', () => {
  it('say how the fund is told, and keep sources in their order', async () => {
    expect(await house.call('owner', loadSettings)).toMatchObject({
      data: { told: { report: null, chosen: false, sources: { ARS: ['official'], '*': ['ecb'] } }, canWrite: false },
    });
    const fields = {
      goal: '5.000.000,50',
      'source-ARS-1': 'mep',
      'source-ARS-2': 'Blue',
      'source-all-1': 'ecb',
      urlSource: 'official',
    };
    expect(await told(fields)).toMatchObject({ kind: 'done' });
    expect(await house.call('treasurer', loadSettings)).toMatchObject({
      data: {
        told: {
          report: 'EUR',
          goal: '500000050',
          chosen: true,
          sources: { ARS: ['mep', 'blue'], '*': ['ecb'] },
          url: null,
        },
      },
    });
  });

  it.each([
    [{ report: 'XYZW' }, { report: 'currency' }],
    [{ goal: 'mucho' }, { goal: 'amount_not_number' }],
    [{ goal: '0' }, { goal: 'amount' }],
    [{ goal: '5', report: '' }, { goal: 'goal_currency' }],
    [{ url: 'ftp://example.org' }, { url: 'outward_address' }],
    [{ url: 'https://example.org/?key=1' }, { url: 'outward_address' }],
    [{ urlSource: '<b>' }, { urlSource: 'source' }],
    [{ 'source-ARS-1': 'Ñ!' }, { 'source-ARS-1': 'source' }],
  ])('%j is refused at its field', async (wrong, errors) => {
    expect(await told(wrong)).toMatchObject({ kind: 'refused', form: { errors } });
  });

  it('are changed by the treasury and read by the owners', async () => {
    for (const role of ['organizer', 'legal', 'coordinator', 'observer'] as const) {
      expect(await house.call(role, loadSettings)).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
    }
    const fields = { form: 'told', op: op() };
    expect(await house.call('owner', settings['told'], { fields })).toEqual({ kind: 'error', status: 404 });
  });
});

describe('a rate by hand', () => {
  const fields = { source: 'Blue', base: 'USD', quote: 'ARS', day: '2026-03-02', rate: '1.420,50' };
  it('is kept under its source', async () => {
    expect(await send('rate', fields)).toMatchObject({ kind: 'done', data: { done: 'rate' } });
    expect(await kept()).toEqual([{ source: 'blue', base: 'USD', quote: 'ARS', day: '2026-03-02', rate: '1420.50' }]);
  });
  it.each([
    [{ rate: 'caro' }, { rate: 'rates_number' }],
    [{ rate: '0' }, { rate: 'rates_zero' }],
    [{ rate: '-5' }, { rate: 'rates_number' }],
    [{ quote: 'USD' }, { quote: 'rates_same' }],
    [{ day: '2099-01-01' }, { day: 'rates_future' }],
    [{ day: '2026-02-30' }, { day: 'date' }],
    [{ source: '¡Blue!' }, { source: 'source' }],
  ])('%j is refused at its field', async (wrong, errors) => {
    const came = await send('rate', { ...fields, ...wrong });
    expect(came).toMatchObject({ kind: 'refused', form: { errors } });
  });
});

describe('a file of rates', () => {
  it('is shown first and kept by a second press, once', async () => {
    const before = (await kept()).length;
    const came = await look('Fecha;Compra;Venta\n03/03/2026;1.400,00;1.425,50\n04/03/2026;1.400,00;1.430,00\n');
    expect(came).toMatchObject({
      data: { done: 'looked', preview: { source: 'blue', rates: [{ rate: '1425.50' }, {}] } },
    });
    expect(await kept()).toHaveLength(before);
    const { rows, source } = (came as unknown as { data: { preview: { rows: string; source: string } } }).data.preview;
    const again = { form: 'import', op: op(), rows, source };
    for (const _ of [1, 2])
      expect(await house.call('treasurer', actions['import'], { fields: again })).toMatchObject({
        data: { what: '2' },
      });
    expect(await kept()).toHaveLength(before + 2);
  });
  it('is refused whole with its lines', async () => {
    const before = await kept();
    const came = await look('fecha,venta\n2026-03-05,1430\n2026-02-30,1431\n2026-03-06,nada\n');
    expect(came).toMatchObject({ kind: 'refused', form: { errors: { file: 'rates_day' }, values: { refused: '2' } } });
    const lines: unknown = JSON.parse(
      (came as unknown as { form: { values: Record<string, string> } }).form.values['lines'] ?? '',
    );
    expect(lines).toMatchObject([
      { line: 3, rule: 'rates_day' },
      { line: 4, rule: 'rates_number' },
    ]);
    expect(await kept()).toEqual(before);
  });
  it.each([
    ['', {}, { file: 'required' }],
    ['x;y\n02/03/2026;5', {}, { 'column-day': 'rates_columns' }],
    ['fecha;venta\n02/03/2026;1.430', {}, { decimal: 'rates_decimal' }],
    ['fecha;venta\n02/03/2026;1430', { source: '' }, { source: 'required' }],
    ['x'.repeat(500_001), {}, { file: 'rates_large' }],
  ])('%j %j', async (text, more, errors) => {
    expect(await look(text, more)).toMatchObject({ kind: 'refused', form: { errors } });
  });
  it('is not taken when what comes back from the preview was changed', async () => {
    for (const rows of ['', '2026-03-05 USD ARS -1', '2099-03-05 USD ARS 1'])
      expect(await send('import', { source: 'blue', rows })).toMatchObject({ kind: 'refused' });
  });
});

describe('fetching', () => {
  const days = { from: '2026-03-01', to: '2026-03-31' };
  it('asks nobody before somebody entered an address and pressed the button', async () => {
    expect(await send('fetch', days)).toMatchObject({ form: { errors: { from: 'rates_address' } } });
    await told({ url: `${address}/v2`, urlSource: 'official' });
    await house.call('treasurer', load);
    expect(asked).toEqual([]);
    expect(await send('fetch', days)).toMatchObject({ form: { errors: { from: 'rates_pairs' } } });
    expect(asked).toEqual([]);
  });
  it('keeps what was answered under the name that was given for it', async () => {
    await house.call('treasurer', ledger['book'], {
      fields: {
        form: 'book',
        op: op(),
        amount: '14.500,00',
        currency: 'ARS',
        valueDate: '2026-03-10',
        donor: '',
        note: '',
      },
    });
    answer = JSON.stringify([{ date: '2026-03-09', base: 'EUR', quote: 'ARS', rate: 1450 }]);
    expect(await send('fetch', days)).toMatchObject({ data: { done: 'fetched', what: '1' } });
    expect(asked).toEqual(['/v2/rates?base=EUR&quotes=ARS&from=2026-03-01&to=2026-03-31']);
    expect(await kept()).toContainEqual({
      source: 'official',
      base: 'EUR',
      quote: 'ARS',
      day: '2026-03-09',
      rate: '1450',
    });
  });
  it.each([
    [{ from: '2026-04-01', to: '2026-03-01' }, '', { to: 'rates_order' }],
    [{ from: '2020-01-01', to: '2026-03-01' }, '', { from: 'rates_span' }],
    [{ from: '2026-03-01', to: '2099-03-01' }, '', { to: 'rates_future' }],
    [days, '<html>', { from: 'outward_status' }],
    [days, '[]', { from: 'rates_none' }],
  ])('%j answered by %j', async (asks, body, errors) => {
    answer = body;
    expect(await send('fetch', asks)).toMatchObject({ kind: 'refused', form: { errors } });
  });
});

it('entries without a rate get theirs by a button, once it is known', async () => {
  const page = async () =>
    (await house.call('treasurer', load)) as unknown as {
      data: { told: { unrated: number; frozen: boolean }; unrated: object[] };
    };
  expect((await page()).data).toMatchObject({ told: { unrated: 1 }, unrated: [{ day: '2026-03-10' }] });
  await told({ 'source-ARS-1': 'mep' });
  expect(await send('freeze', {})).toMatchObject({ kind: 'refused', form: { failure: { rule: 'no_rates' } } });
  await told({ 'source-ARS-1': 'official', url: '' });
  expect(await send('freeze', {})).toMatchObject({ data: { done: 'frozen', what: '1' } });
  expect((await page()).data).toMatchObject({ told: { unrated: 0, frozen: true } });
  // From here on the currency stays; the form says so and sends none.
  expect(await told({ report: 'USD' })).toMatchObject({ kind: 'done' });
  expect(await house.call('treasurer', loadSettings)).toMatchObject({ data: { told: { report: 'EUR' } } });
});

it('the table is filtered by its address, newest first', async () => {
  const shown = async (query: string) =>
    (
      (await house.call('treasurer', load, { query })) as unknown as { data: { rates: { day: string }[] } }
    ).data.rates.map(({ day }) => day);
  expect(await shown('')).toEqual(['2026-03-09', '2026-03-04', '2026-03-03', '2026-03-02']);
  expect(await shown('?source=blue&from=2026-03-03')).toEqual(['2026-03-04', '2026-03-03']);
  expect(await shown('?pair=EUR-ARS')).toEqual(['2026-03-09']);
  expect(await shown('?source=%3Cb%3E&from=never')).toHaveLength(4);
});
