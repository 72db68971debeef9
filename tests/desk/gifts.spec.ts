import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/gifts/+page.server';
import {
  actions as acts,
  load as loadOne,
} from '../../src/routes/(team)/desk/[campaign]/fund/gifts/[pledge]/+page.server';
import { GET as receipt } from '../../src/routes/(team)/desk/[campaign]/fund/gifts/[pledge]/receipt.pdf/+server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query(
    "insert into public.campaign_texts (campaign_id, locale, title) values ($1, 'es', 'Libertad')",
    [house.campaign],
  );
});
afterAll(() => house.close());

type Role = 'owner' | 'organizer' | 'legal' | 'treasurer' | 'coordinator' | 'observer';
interface Row {
  id: string;
  reference: string;
  state: string;
}
const offline = (change: Record<string, string> = {}): Record<string, string> => ({
  form: 'offline',
  op: uuidv7(),
  amount: '15.000,50',
  currency: 'ARS',
  day: '2026-03-02',
  account: '',
  name: 'Ramona Quispe',
  email: 'ramona@people.test',
  locale: 'es',
  note: 'Festival',
  ...change,
});
const list = async (as: Role, query = ''): Promise<{ pledges: Row[]; [key: string]: unknown }> => {
  const came = await house.call(as, load, { query });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data as unknown as { pledges: Row[] };
};
const act = (as: Role, name: keyof typeof acts, pledge: string, more: Record<string, string> = {}) =>
  house.call(as, acts[name], { params: { pledge }, fields: { form: name, op: uuidv7(), pledge, ...more } });

describe('a gift made by hand', () => {
  it('is booked with a numbered receipt, once', async () => {
    const fields = offline();
    const came = await Promise.all([1, 2].map(() => house.call('treasurer', actions['offline'], { fields })));
    expect(came.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await house.call('treasurer', actions['offline'], { fields })).toMatchObject({ data: { done: 'offline' } });
    const { pledges } = await list('treasurer');
    expect(pledges).toHaveLength(1);
    expect(pledges[0]).toMatchObject({ state: 'received', receiptNo: 1, minor: '1500050', hasName: true });
    const pdf = await house.call('treasurer', receipt, { params: { pledge: pledges[0]?.id ?? '' }, query: '?lang=en' });
    const answer = pdf.kind === 'done' ? (pdf.data as unknown as Response) : null;
    expect(answer?.headers.get('content-disposition')).toContain('-1-en.pdf');
  });

  it.each([
    [{ amount: '' }, { amount: 'amount_empty' }],
    [{ amount: '0' }, { amount: 'amount' }],
    [{ day: '2099-01-01' }, { day: 'future' }],
    [{ day: '2026-02-30' }, { day: 'date' }],
    [{ account: 'mine' }, { account: 'choice' }],
    [{ email: 'nobody' }, { email: 'email' }],
    [{ currency: 'XYZW' }, { currency: 'currency' }],
  ])('%j', async (change, errors) => {
    expect(await house.call('treasurer', actions['offline'], { fields: offline(change) })).toMatchObject({
      kind: 'refused',
      form: { errors },
    });
  });

  it.each(['owner', 'organizer', 'legal', 'coordinator', 'observer'] as const)('is not booked by %s', async (role) => {
    expect(await house.call(role, actions['offline'], { fields: offline() })).toEqual({ kind: 'error', status: 404 });
  });
});

describe('who sees what', () => {
  it('shows totals to those who see totals, single pledges to those who read the fund', async () => {
    for (const role of ['organizer', 'observer'] as const) {
      const seen = await list(role);
      expect(seen).toMatchObject({ pledges: [], canRead: false });
      expect(JSON.stringify(seen['overview'])).toContain('1500050');
    }
    for (const role of ['owner', 'treasurer'] as const) expect((await list(role)).pledges.length).toBeGreaterThan(0);
    for (const role of ['legal', 'coordinator'] as const)
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
    expect(JSON.stringify(await list('treasurer'))).not.toMatch(/Ramona|ramona/);
  });

  it('opens a donor only with a trace of it', async () => {
    const [pledge] = (await list('treasurer')).pledges;
    const id = pledge?.id ?? '';
    expect(await act('organizer', 'look', id)).toEqual({ kind: 'error', status: 404 });
    expect(await act('owner', 'look', id)).toMatchObject({ data: { donor: { name: 'Ramona Quispe' } } });
    const { rows } = await house.world.sql.query(
      'select 1 from public.giving_acts where pledge_id = $1 and kind = $2',
      [id, 'look'],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(await house.call('organizer', loadOne, { params: { pledge: id } })).toEqual({ kind: 'error', status: 404 });
  });

  it('finds by reference, in any spelling, and by name or address through keys', async () => {
    const [pledge] = (await list('treasurer')).pledges;
    const reference = pledge?.reference ?? '';
    for (const typed of [
      reference,
      reference.toLowerCase(),
      reference.replace(/(.{4})/g, '$1 '),
      reference.slice(0, 8),
    ])
      expect((await list('treasurer', `?reference=${encodeURIComponent(typed)}`)).pledges).toHaveLength(1);
    expect((await list('treasurer', '?reference=RF99ZZ')).pledges).toEqual([]);
    expect((await list('treasurer', '?state=open')).pledges).toEqual([]);
    for (const who of ['quispe  RAMONA', 'Ramona@people.test'])
      expect(await house.call('treasurer', actions['search'], { fields: { form: 'search', who } })).toMatchObject({
        data: { found: [{ id: pledge?.id }] },
      });
    expect(
      await house.call('organizer', actions['search'], { fields: { form: 'search', who: 'Ramona' } }),
    ).toMatchObject({ status: 404 });
  });
});

describe('the page where people give', () => {
  const settings = (change: Record<string, string> = {}): Record<string, string> => ({
    form: 'settings',
    op: uuidv7(),
    open: 'on',
    presets: 'EUR 20 50\nARS 5.000',
    remindDays: '',
    expireDays: '60',
    bankFees: 'donor',
    ...change,
  });

  it('is set by the treasury, its words also by organizers', async () => {
    expect(await house.call('treasurer', actions['settings'], { fields: settings() })).toMatchObject({
      data: { done: 'settings' },
    });
    expect((await list('treasurer'))['settings']).toMatchObject({
      open: true,
      presets: [
        { currency: 'EUR', minor: [2000, 5000] },
        { currency: 'ARS', minor: [500_000] },
      ],
      remindDays: null,
    });
    expect(await house.call('organizer', actions['settings'], { fields: settings() })).toEqual({
      kind: 'error',
      status: 404,
    });
    const text = { form: 'text-es', op: uuidv7(), locale: 'es', use: 'Para abogados.', thanks: 'Gracias.' };
    expect(await house.call('organizer', actions['text'], { fields: text })).toMatchObject({ data: { done: 'text' } });
    expect(await house.call('observer', actions['text'], { fields: { ...text, op: uuidv7() } })).toEqual({
      kind: 'error',
      status: 404,
    });
  });

  it.each([
    [{ presets: 'EUR -5' }, { presets: 'amount_negative' }],
    [{ presets: 'XX 5' }, { presets: 'currency' }],
    [{ presets: '' }, { presets: 'required' }],
    [{ expireDays: '3' }, { expireDays: 'days' }],
    [{ remindDays: '400' }, { remindDays: 'days' }],
  ])('%j', async (change, errors) => {
    expect(await house.call('treasurer', actions['settings'], { fields: settings(change) })).toMatchObject({
      kind: 'refused',
      form: { errors },
    });
  });
});

it('books what arrived for a pledge, once, thanks and forgets', async () => {
  const id = uuidv7();
  await house.world.sql.query(
    `insert into public.pledges (id, campaign_id, reference, amount_minor, currency, locale, expires_at) values ($1, $2, 'RF18539007547034', 5000, 'EUR', 'es', now() + interval '9 days')`,
    [id, house.campaign],
  );
  const op = uuidv7();
  const fields = { amount: '50', fee: '2,50', currency: 'EUR', day: '2026-03-02', account: '', op };
  expect(await act('treasurer', 'receive', id, { ...fields, fee: '60' })).toMatchObject({ kind: 'refused' });
  expect(await act('observer', 'receive', id, fields)).toEqual({ kind: 'error', status: 404 });
  for (let n = 0; n < 2; n += 1)
    expect(await act('treasurer', 'receive', id, fields)).toMatchObject({ data: { done: 'received' } });
  const one = await house.call('treasurer', loadOne, { params: { pledge: id } });
  expect(one).toMatchObject({ data: { pledge: { state: 'received', feeMinor: '250' }, entries: [{ minor: '5000' }] } });
  const entry = String(
    (
      await house.world.sql.query<{ entry_id: string }>(
        'select entry_id from public.pledge_entries where pledge_id = $1',
        [id],
      )
    ).rows[0]?.entry_id,
  );
  expect(await act('treasurer', 'undo', id, { entry, reason: '' })).toMatchObject({
    form: { errors: { reason: 'required' } },
  });
  expect(await act('owner', 'undo', id, { entry, reason: 'x' })).toEqual({ kind: 'error', status: 404 });
  expect(await act('treasurer', 'undo', id, { entry, reason: 'Era de otra persona' })).toMatchObject({
    data: { done: 'undone' },
  });
  expect(await house.call('treasurer', loadOne, { params: { pledge: id } })).toMatchObject({
    data: { pledge: { state: 'open', receivedMinor: '0' }, entries: [] },
  });
  expect(await act('treasurer', 'receive', id, { ...fields, op: uuidv7() })).toMatchObject({
    data: { done: 'received' },
  });
  expect(await act('treasurer', 'cancel', id)).toMatchObject({ kind: 'refused', status: 409 });
  expect(await act('treasurer', 'thank', id)).toMatchObject({ kind: 'refused', status: 409 });
  expect(await act('treasurer', 'forget', id)).toMatchObject({ data: { done: 'forgotten' } });
});
