import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions as ledger } from '../../src/routes/(team)/desk/[campaign]/fund/ledger/+page.server';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/months/+page.server';
import { GET as getJson } from '../../src/routes/(team)/desk/[campaign]/fund/months/[closing]/month.json/+server';
import { GET as getSig } from '../../src/routes/(team)/desk/[campaign]/fund/months/[closing]/month.sig/+server';
import { GET as getPdf } from '../../src/routes/(team)/desk/[campaign]/fund/months/[closing]/report.pdf/+server';
import { actions as door } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/fund/verify/+page.server';
import { GET as getKey } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/fund/verify/ronda-key.pem/+server';
import { judgeMonth } from '../../src/lib/features/fund/index.server';
import { openHouse, type House } from './house';

let house: House;
const op = uuidv7();
beforeAll(async () => {
  house = await openHouse();
  for (const [amount, valueDate] of [
    ['1.500,00', '2026-01-05'],
    ['200,00', '2026-02-05'],
  ] as const)
    await house.call('treasurer', ledger['book'], {
      fields: { form: 'book', op: uuidv7(), amount, currency: 'ARS', valueDate, donor: 'Nombre Plantado', note: 'n' },
    });
});
afterAll(() => house.close());

const close = (fields: Record<string, string>, as: 'treasurer' | 'owner' = 'treasurer') =>
  house.call(as, actions['close'], { fields: { form: 'close', month: '2026-01-01', ...fields } });
async function bytes(handler: unknown, closing: string, query = ''): Promise<Buffer> {
  const came = await house.call('owner', handler, { params: { closing }, query });
  if (came.kind !== 'done') throw new Error(`no file: ${JSON.stringify(came)}`);
  return Buffer.from(await (came.data as unknown as Response).arrayBuffer());
}
const judge = async (file: Uint8Array | null, hash = '') => {
  const came = await judgeMonth(house.slug, '192.0.2.7', { file, hash });
  return came.ok ? came.value : came;
};

describe('closing a month', () => {
  it('is the treasurer’s alone, once however often the button is pressed', async () => {
    expect(await close({ op: uuidv7() }, 'owner')).toEqual({ kind: 'error', status: 404 });
    for (const _ of [1, 2]) expect(await close({ op })).toMatchObject({ data: { done: 'closed', what: '2026-01-01' } });
    expect(await close({ op: uuidv7() })).toMatchObject({ form: { errors: { reason: 'month_order' } } });
    expect(await close({ op: uuidv7(), month: '2026-13-01' })).toMatchObject({ form: { errors: { month: 'date' } } });
    for (const role of ['organizer', 'legal', 'coordinator', 'observer'] as const)
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
    expect(await house.call('owner', load, { query: '?check=1' })).toMatchObject({
      data: {
        desk: { months: [{ id: op, entries: 1 }], next: { month: '2026-02-01', over: true, entries: 1 } },
        checked: [{ id: op, broken: null }],
        canReopen: true,
      },
    });
  });
});

describe('the report', () => {
  it('is checked offline with the public key, the text and the signature', async () => {
    const [json, sig] = [await bytes(getJson, op), await bytes(getSig, op)];
    const pem = await (await Reflect.apply(getKey, undefined, [])).text();
    expect(verify(null, json, createPublicKey(pem), sig)).toBe(true);
    const listed = (await house.call('owner', load)) as unknown as { data: { desk: { months: { hash: string }[] } } };
    expect(createHash('sha256').update(json).digest('hex')).toBe(listed.data.desk.months[0]?.hash);
    expect(json.toString()).not.toMatch(/Plantado|v1\./);
  });

  it('is genuine at the door in both languages, and altered by a single byte', async () => {
    for (const query of ['?lang=es', '?lang=en']) {
      const pdf = await bytes(getPdf, op, query);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(await judge(pdf)).toMatchObject({ kind: 'genuine', month: '2026-01-01', file: true, superseded: false });
      const other = Buffer.from(pdf);
      other[200] = (other[200] ?? 0) ^ 1;
      expect(await judge(other)).toEqual({ kind: 'altered' });
      expect(await judge(pdf.subarray(0, pdf.length - 60))).toEqual({ kind: 'unreadable' });
    }
    const json = await bytes(getJson, op);
    const hash = createHash('sha256').update(json).digest('hex');
    expect(await judge(json)).toMatchObject({ kind: 'genuine', file: true });
    expect(await judge(Buffer.from(json.toString().replace('150000', '950000')))).toEqual({ kind: 'unknown' });
    expect(await judge(null, hash.toUpperCase().replace(/(.{8})/g, '$1 '))).toMatchObject({
      kind: 'genuine',
      file: false,
    });
    expect(await judge(null, 'f'.repeat(64))).toEqual({ kind: 'unknown' });
    expect(await judge(null, 'x')).toEqual({ kind: 'unreadable' });
    expect(await judgeMonth('another', '192.0.2.7', { file: null, hash })).toMatchObject({
      value: { kind: 'unknown' },
    });
  });

  it('is for those who read the fund', async () => {
    for (const handler of [getPdf, getJson, getSig]) {
      expect(await house.call('observer', handler, { params: { closing: op } })).toEqual({
        kind: 'error',
        status: 404,
      });
      expect(await house.call('owner', handler, { params: { closing: uuidv7() } })).toEqual({
        kind: 'error',
        status: 404,
      });
      expect(await house.call('owner', handler, { params: { closing: 'x' } })).toEqual({ kind: 'error', status: 404 });
    }
  });

  it('says that it is superseded once an owner opened the month again', async () => {
    const reopen = (as: 'owner' | 'treasurer', reason: string) =>
      house.call(as, actions['reopen'], { fields: { form: 'r', op: uuidv7(), closing: op, reason } });
    expect(await reopen('treasurer', 'x')).toEqual({ kind: 'error', status: 404 });
    expect(await reopen('owner', ' ')).toMatchObject({ form: { errors: { reason: 'required' } } });
    expect(await reopen('owner', 'Faltaba un aporte')).toMatchObject({ data: { done: 'reopened' } });
    expect(await judge(await bytes(getPdf, op))).toMatchObject({ kind: 'genuine', superseded: true });
    expect(await close({ op: uuidv7() })).toMatchObject({ kind: 'done' });
  });

  it('is not printed of a text that somebody put in its place', async () => {
    const forged = '{"format":"ronda-month/1"}';
    const client = await house.world.sql.connect();
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    await client.query('update fund_months set body = $1, hash = $2 where id = $3', [
      forged,
      createHash('sha256').update(forged).digest('hex'),
      op,
    ]);
    await client.query('commit');
    client.release();
    expect(await house.call('owner', getPdf, { params: { closing: op } })).toEqual({ kind: 'error', status: 503 });
  });
});

it('the door asks for something to look at', async () => {
  const form = new FormData();
  form.set('form', 'month');
  form.set('hash', '');
  const request = new Request('https://ronda.test/c/x/fund/verify', { method: 'POST', body: form });
  const event = { request, route: { id: null }, params: { campaign: house.slug }, getClientAddress: () => '192.0.2.8' };
  expect(await Reflect.apply(door['default'] ?? (() => null), undefined, [event])).toMatchObject({
    status: 400,
    data: { errors: { hash: 'required' } },
  });
});
