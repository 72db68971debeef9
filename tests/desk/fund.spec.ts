import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load as overview } from '../../src/routes/(team)/desk/[campaign]/fund/+page.server';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/fund/ledger/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const gift = (more: Record<string, string> = {}): Record<string, string> => ({
  form: 'book',
  op: uuidv7(),
  amount: '15.000,50',
  currency: 'ARS',
  valueDate: '2026-03-02',
  donor: '',
  note: '',
  ...more,
});
const book = (fields: Record<string, string>, as: (typeof ROLES)[number] = 'treasurer', locale: 'es' | 'en' = 'es') =>
  house.call(as, actions['book'], { fields, locale });
const entries = async () =>
  (
    await house.world.sql.query<{ id: string; amount_minor: string; donor_sealed: string | null }>(
      'select id, amount_minor, donor_sealed from public.fund_entries order by created_at',
    )
  ).rows;

describe('booking a gift', () => {
  it('understands the amount as people write it in each language', async () => {
    expect(await book(gift())).toMatchObject({
      kind: 'done',
      data: { done: 'gift_booked', what: 'ARS\u00a015.000,50' },
    });
    expect(await book(gift({ amount: '15,000.50' }), 'treasurer', 'en')).toMatchObject({ kind: 'done' });
    expect((await entries()).map(({ amount_minor }) => amount_minor)).toEqual(['1500050', '1500050']);
  });

  it('is one entry however often the button is pressed, also with a name, which is sealed anew each time', async () => {
    const before = (await entries()).length;
    const named = gift({ donor: 'Una gremial solidaria', note: 'x' });
    const came = await Promise.all([book(named), book(named), book(named)]);
    expect(came.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(await entries()).toHaveLength(before + 1);
    expect(await book({ ...named, amount: '9' })).toMatchObject({ form: { failure: { code: 'op_id_reused' } } });
    expect(await book({ ...named, donor: 'Otra' })).toMatchObject({ form: { failure: { code: 'op_id_reused' } } });
  });

  it.each([
    [{ amount: '' }, { amount: 'amount_empty' }],
    [{ amount: '15.000', currency: 'KWD' }, null],
    [{ amount: '1,000' }, { amount: 'amount_ambiguous' }],
    [{ amount: '0' }, { amount: 'amount' }],
    [{ amount: '-5' }, { amount: 'amount_negative' }],
    [{ amount: 'EUR 5' }, { amount: 'amount_currency' }],
    [{ currency: 'XYZW' }, { currency: 'currency' }],
    [{ valueDate: '2026-02-30' }, { valueDate: 'date' }],
    [{ valueDate: '2099-01-01' }, { valueDate: 'future' }],
    [{ note: 'x'.repeat(401) }, { note: 'too_long' }],
  ])('%j', async (change, errors) => {
    const fields = gift(change);
    const came = await book(fields);
    if (errors === null) expect(came.kind).toBe('done');
    else expect(came).toMatchObject({ kind: 'refused', form: { errors, values: fields } });
  });

  it('is the treasurer’s alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'treasurer'))
      expect(await book(gift(), role)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('who gave', () => {
  it('is sealed in the database, absent from the list, and opened one at a time', async () => {
    const fields = gift({ donor: 'Nombre Plantado' });
    await book(fields);
    const row = (await entries()).find(({ id }) => id === fields['op']);
    expect(row?.donor_sealed).toMatch(/^v1\./);
    const loaded = await house.call('treasurer', load);
    expect(JSON.stringify(loaded)).toContain(fields['op']);
    expect(JSON.stringify(loaded)).not.toMatch(/Plantado|v1\./);
    const asked = { fields: { entry: fields['op'] ?? '' } };
    for (const role of ['treasurer', 'owner'] as const)
      expect(await house.call(role, actions['donor'], asked)).toMatchObject({
        data: { donor: { name: 'Nombre Plantado' } },
      });
    for (const role of ['organizer', 'legal', 'coordinator', 'observer'] as const)
      expect(await house.call(role, actions['donor'], asked)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('the ledger', () => {
  it('is corrected by a reversal, once', async () => {
    const fields = gift({ amount: '77', currency: 'USD' });
    await book(fields);
    const reversal = { form: 'r', op: uuidv7(), entry: fields['op'] ?? '', reason: 'Cargado dos veces' };
    const reverse = (change = {}) =>
      house.call('treasurer', actions['reverse'], { fields: { ...reversal, ...change } });
    expect(await reverse({ reason: ' ' })).toMatchObject({ kind: 'refused', form: { errors: { reason: 'required' } } });
    expect(await reverse()).toMatchObject({ kind: 'done' });
    expect(await reverse()).toMatchObject({ kind: 'done' });
    expect(await reverse({ op: uuidv7() })).toMatchObject({
      kind: 'refused',
      form: { errors: { reason: 'reversed' } },
    });
    const totals = await house.world.sql.query("select received_minor::text from fund_totals where currency = 'USD'");
    expect(totals.rows).toEqual([{ received_minor: '0' }]);
  });

  it('shows totals to those who see totals, and its pages to nobody else', async () => {
    for (const role of ['owner', 'organizer', 'treasurer', 'observer'] as const)
      expect(await house.call(role, overview)).toMatchObject({ data: { overview: { report: null } } });
    expect(JSON.stringify(await house.call('observer', overview))).not.toContain('accounts');
    for (const role of ['legal', 'coordinator'] as const) {
      expect(await house.call(role, overview)).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
    }
    expect(await house.call('observer', load)).toEqual({ kind: 'error', status: 404 });
    expect(await house.call('owner', load)).toMatchObject({ data: { canWrite: false } });
  });
});
