import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/spending/+page.server';
import {
  actions as acts,
  load as loadOne,
} from '../../src/routes/(team)/desk/[campaign]/fund/spending/[request]/+page.server';
import { POST as open } from '../../src/routes/(team)/desk/[campaign]/fund/spending/[request]/receipts/[receipt]/+server';
import { POST as csv } from '../../src/routes/(team)/desk/[campaign]/fund/spending/export.csv/+server';
import type { RequestFull, RequestLine } from '../../src/lib/features/spending/model';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.call('owner', actions['limit'], {
    fields: { form: 'limit', op: uuidv7(), currency: 'ARS', limit: '100.000' },
  });
});
afterAll(() => house.close());

type Role = 'owner' | 'organizer' | 'legal' | 'treasurer' | 'coordinator' | 'observer';
const asking = (change: Record<string, string> = {}): Record<string, string> => ({
  form: 'ask',
  op: uuidv7(),
  category: 'lawyer',
  amount: '80.000,50',
  currency: 'ARS',
  payee: 'Estudio Quispe',
  account: '2850590940090418135201',
  purpose: 'Honorarios de mayo',
  dueOn: '2026-06-01',
  person: '',
  caseCode: 'K-1',
  level: 'public',
  publicNote: 'Honorarios',
  ...change,
});
const ask = (as: Role, change: Record<string, string> = {}) =>
  house.call(as, actions['ask'], { fields: asking(change) });
async function asked(as: Role, change: Record<string, string> = {}): Promise<string> {
  const came = await ask(as, change);
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return String(came.data.what);
}
async function list(as: Role, query = ''): Promise<RequestLine[]> {
  const came = await house.call(as, load, { query });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data['requests'] as RequestLine[];
}
async function one(as: Role, request: string): Promise<RequestFull> {
  const came = await house.call(as, loadOne, { params: { request } });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data['request'] as RequestFull;
}
const act = (as: Role, name: keyof typeof acts, request: string, more: Record<string, string> = {}) =>
  house.call(as, acts[name], { params: { request }, fields: { form: name, op: uuidv7(), ...more } });
const PDF = new Uint8Array(Buffer.from('%PDF-1.4\n%ejemplo\n'));

describe('asking', () => {
  it('is once, sealed, and shown to whoever asked and to the treasury', async () => {
    const fields = asking();
    const came = await Promise.all([1, 2].map(() => house.call('legal', actions['ask'], { fields })));
    expect(came.map(({ kind }) => kind)).toEqual(['done', 'done']);
    const mine = await list('legal');
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ state: 'waiting', minor: '8000050', own: true, number: 1, wanted: 1 });
    const id = mine[0]?.id ?? '';
    expect(await one('legal', id)).toMatchObject({ payee: 'Estudio Quispe', purpose: 'Honorarios de mayo' });
    expect(await one('treasurer', id)).toMatchObject({ account: '2850590940090418135201', forMe: true });
    expect(await list('coordinator')).toEqual([]);
    expect(await house.call('coordinator', loadOne, { params: { request: id } })).toMatchObject({ status: 404 });
    expect(await house.call('observer', load)).toMatchObject({ status: 404 });
    const { rows } = await house.world.sql.query('select * from spend_requests');
    expect(JSON.stringify(rows)).not.toContain('Quispe');
  });

  it('is refused at its field', async () => {
    const wrong = async (change: Record<string, string>) => {
      const came = await ask('legal', change);
      return came.kind === 'refused' ? came.form.errors : came;
    };
    expect(await wrong({ amount: '' })).toEqual({ amount: 'amount_empty' });
    expect(await wrong({ amount: '-5' })).toEqual({ amount: 'amount_negative' });
    expect(await wrong({ amount: '10,555' })).toHaveProperty('amount');
    expect(await wrong({ amount: 'US$ 10' })).toEqual({ amount: 'amount_currency' });
    expect(await wrong({ currency: 'pesos' })).toEqual({ currency: 'currency' });
    expect(await wrong({ payee: ' ', purpose: '' })).toEqual({ payee: 'required', purpose: 'required' });
    expect(await wrong({ dueOn: '2026-02-30' })).toEqual({ dueOn: 'date' });
    expect(await wrong({ category: 'yachts' })).toEqual({ category: 'choice' });
    expect(await wrong({ person: uuidv7() })).toEqual({ person: 'choice' });
    const back = await ask('legal', { amount: 'x', purpose: 'Lo que escribí' });
    expect(back).toMatchObject({ form: { values: { purpose: 'Lo que escribí' } } });
  });

  it('brings a receipt that only those who see the request open, each time written down', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(asking())) form.set(name, value);
    form.set('receipt', new File([PDF], 'honorarios de Quispe.exe'));
    const came = await house.call('legal', actions['ask'], { fields: form });
    expect(came).toMatchObject({ kind: 'done' });
    const id = came.kind === 'done' ? String(came.data.what) : '';
    const { papers, version } = await one('legal', id);
    expect(papers).toMatchObject([{ type: 'application/pdf' }]);
    expect(version).toBe(2);
    const params = { request: id, receipt: papers[0]?.id ?? '' };
    const look = (as: Role) => house.call(as, open, { params, fields: { op: uuidv7() } });
    const seen = await look('treasurer');
    const answer = seen.kind === 'done' ? (seen.data as unknown as Response) : null;
    expect(new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(PDF);
    expect(answer?.headers.get('cache-control')).toContain('no-store');
    for (const other of ['organizer', 'coordinator', 'observer'] as const)
      expect(await look(other)).toMatchObject({ kind: 'error', status: 404 });
    expect((await one('owner', id)).acts.map(({ kind }) => kind)).toEqual(['asked', 'receipt_added', 'receipt_opened']);
    const wrong = new FormData();
    for (const [name, value] of Object.entries(asking())) wrong.set(name, value);
    wrong.set('receipt', new File(['<svg onload=alert(1)>'], 'a.pdf'));
    expect(await house.call('legal', actions['ask'], { fields: wrong })).toMatchObject({
      form: { errors: { receipt: 'receipt_type' } },
    });
  });
});

describe('deciding and paying', () => {
  it('goes from yes to paid, and back', async () => {
    const id = await asked('legal');
    expect(await act('legal', 'approve', id, { version: '1' })).toMatchObject({ status: 404 });
    expect(await act('treasurer', 'approve', id, { version: '2' })).toMatchObject({ kind: 'refused', status: 409 });
    expect(await act('treasurer', 'approve', id, { version: '1' })).toMatchObject({ data: { done: 'approved' } });
    const pay = (more: Record<string, string>) =>
      act('treasurer', 'pay', id, { amount: '80.000,50', account: '', paid: '', fee: '', day: '2026-03-02', ...more });
    expect(await pay({ amount: '80.000,51' })).toMatchObject({ form: { errors: { amount: 'spend_over' } } });
    expect(await pay({ day: '2099-01-01' })).toMatchObject({ form: { errors: { day: 'future' } } });
    expect(await pay({ fee: '1.234,567' })).toHaveProperty('form.errors.fee');
    expect(await pay({ fee: '10' })).toMatchObject({ data: { done: 'paid' } });
    expect(await pay({})).toMatchObject({ kind: 'refused' });
    const { payments, state } = await one('legal', id);
    expect(state).toBe('paid');
    expect(payments).toMatchObject([{ minor: '8000050', feeMinor: '1000', undone: false }]);
    const payment = payments[0]?.id ?? '';
    expect(await act('treasurer', 'unpay', id, { payment, reason: 'Era otra' })).toMatchObject({
      data: { done: 'unpaid' },
    });
    expect((await one('treasurer', id)).state).toBe('approved');
  });

  it('above the limit needs a second yes', async () => {
    const id = await asked('coordinator', { amount: '100.000,01' });
    expect(await act('treasurer', 'approve', id, { version: '1' })).toMatchObject({ data: { done: 'first_yes' } });
    expect(await one('coordinator', id)).toMatchObject({ state: 'waiting', yes: 1, wanted: 2 });
  });

  it('says no with a reason that whoever asked reads, and nobody in the journal', async () => {
    const id = await asked('coordinator');
    expect(await act('treasurer', 'refuse', id, { reason: '' })).toMatchObject({
      form: { errors: { reason: 'required' } },
    });
    await act('treasurer', 'refuse', id, { reason: 'Lo presta Ramona' });
    expect(await one('coordinator', id)).toMatchObject({ state: 'refused', reason: 'Lo presta Ramona' });
    const { rows } = await house.world.sql.query("select count(*) from journal where patch::text like '%Ramona%'");
    expect(rows).toEqual([{ count: '0' }]);
  });

  it('takes no note by which somebody is known, unless it is meant', async () => {
    await house.world.sql.query(
      "insert into people (id, campaign_id, code, pseudonym) values ($1, $2, 'LUNA-1', 'Ceibo')",
      [uuidv7(), house.campaign],
    );
    const named = await ask('legal', { publicNote: 'Caución de ceibo' });
    expect(named).toMatchObject({ form: { errors: { publicNote: 'names_person' } } });
    expect(await ask('legal', { publicNote: 'Caución de ceibo', noteAnyway: 'on' })).toMatchObject({ kind: 'done' });
  });
});

it('leaves as a table that runs no formula, and is written down', async () => {
  await asked('legal', { publicNote: '=HYPERLINK("x")', payee: 'Nadie Lee Esto' });
  const came = await house.call('treasurer', csv, { query: '?state=waiting', fields: { op: uuidv7() } });
  const text = came.kind === 'done' ? await (came.data as unknown as Response).text() : '';
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  expect(text).not.toContain('Nadie Lee');
  expect(text.split('\r\n').length).toBeGreaterThan(3);
  const { rows } = await house.world.sql.query("select count(*) from spend_acts where kind = 'exported'");
  expect(rows).toEqual([{ count: '1' }]);
  expect(await house.call('legal', csv, { fields: { op: uuidv7() } })).toMatchObject({ status: 404 });
});
