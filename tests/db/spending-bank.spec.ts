/** A line of the bank pays what was approved: suggested with its reasons, booked, taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, createCast, must, mustApply, value, type Cast } from './cast';
import { fileOf } from './ops-banking';
import { approved } from './ops-spending';

let cast: Cast;
let account: string;
beforeAll(async () => {
  cast = await createCast();
  account = uuidv7();
  const pesos = { campaign: cast.campaign, id: account, currency: 'ARS', name: 'Cuenta' };
  await mustApply(cast.db('treasurer'), 'fund.set_account', pesos);
});
afterAll(() => cast.close());

async function line(minor: string, more: object = {}, into = account): Promise<string> {
  const file = fileOf(into, [minor]);
  const lines = file.lines.map((one) => ({ ...one, ...more }));
  await mustApply(cast.db('treasurer'), 'banking.import', { ...file, lines });
  return file.lines[0]?.id ?? '';
}
const candidates = async (id: string, request: string) => {
  const found = await must<{ kind: string; id: string; how: string[] }[]>(cast.db('treasurer'), 'bank_candidates', {
    campaign: cast.campaign,
    lines: [id],
  });
  return found.find((one) => one.kind === 'request' && one.id === request);
};
const accept = (id: string, target: string, minor: string, fee?: string) =>
  apply(cast.db('treasurer'), 'banking.accept', {
    line: id,
    parts: [{ id: uuidv7(), kind: 'request', target, minor, ...(fee === undefined ? {} : { fee }) }],
  });
const request = async (id: string) => {
  const { rows } = await cast.world.sql.query<{ state: string; paid: string; reference: string }>(
    'select state, paid_minor as paid, reference from spend_requests where id = $1',
    [id],
  );
  return rows[0];
};

describe('a line that goes out', () => {
  it('is suggested as what it pays, by reference, account and amount', async () => {
    const id = await approved(cast, { accountKey: 'their-account' });
    const { reference = '' } = (await request(id)) ?? {};
    const by = async (minor: string, more: object) => (await candidates(await line(minor, more), id))?.how;
    expect(await by('-100', { refs: [reference] })).toContain('reference');
    expect(await by('-200', { ibanKey: 'their-account' })).toContain('payee');
    expect(await by('-100000', {})).toEqual(['open']);
    expect(await by('-101500', {})).toEqual(['open']);
    expect(await by('-300', {})).toBeUndefined();
    expect(await by('100000', { refs: [reference] })).toBeUndefined();
  });

  it('pays it, also in parts and with a fee of the bank, and goes back whole', async () => {
    const id = await approved(cast);
    const [first, second] = [await line('-40000'), await line('-60500')];
    expect((await accept(first, id, '40000')).error).toBeNull();
    expect(await request(id)).toMatchObject({ state: 'partly', paid: '40000' });
    expect((await accept(second, id, '60500')).error).toMatchObject({ message: 'spend_over', details: 'parts' });
    expect((await accept(second, id, '60000', '500')).error).toBeNull();
    expect(await request(id)).toMatchObject({ state: 'paid', paid: '100000' });
    const payment = await value<string>(
      cast.world,
      'select entry_id from bank_matches where line_id = $1 and undone_at is null',
      [second],
    );
    const byHand = await apply(cast.db('treasurer'), 'spend.unpay', { payment, id: uuidv7(), reason: 'x' });
    expect(byHand.error).toMatchObject({ code: 'RN409', message: 'undo_there' });
    for (const one of [second, first])
      await mustApply(cast.db('treasurer'), 'banking.undo', { line: one, reason: 'Not this one' });
    expect(await request(id)).toMatchObject({ state: 'approved', paid: '0' });
    const left = `select coalesce(sum(p.amount_minor), 0) from fund_postings p join fund_entries e on e.id = p.entry_id
      where e.ref_id = $1 and p.account_id = $2`;
    expect(await value(cast.world, left, [id, account])).toBe('0');
  });

  it('in another currency pays all that is left', async () => {
    const euros = uuidv7();
    const caisse = { campaign: cast.campaign, id: euros, currency: 'EUR', name: 'Caisse' };
    await mustApply(cast.db('treasurer'), 'fund.set_account', caisse);
    const id = await approved(cast);
    const { reference = '' } = (await request(id)) ?? {};
    const one = await line('-6900', { refs: [reference] }, euros);
    expect(await candidates(one, id)).toBeDefined();
    expect((await accept(one, id, '6900')).error).toBeNull();
    expect(await request(id)).toMatchObject({ state: 'paid', paid: '100000' });
  });

  it('pays nothing that nobody approved, nothing of another campaign, and takes no money in for it', async () => {
    const id = await approved(cast);
    await mustApply(cast.db('treasurer'), 'spend.refuse', { request: id, reasonSealed: 'v1.k.x' });
    expect((await accept(await line('-500'), id, '500')).error).toMatchObject({ message: 'spend_state' });
    expect((await accept(await line('-501'), uuidv7(), '501')).error?.code).toBe('RN404');
    const open = await approved(cast);
    expect((await accept(await line('502'), open, '502')).error).toMatchObject({ message: 'bank_direction' });
  });

  it('is paid without a request only up to what one person may spend, however it is cut', async () => {
    const pay = async (id: string, ...parts: string[]) =>
      (
        await apply(cast.db('treasurer'), 'banking.accept', {
          line: id,
          parts: parts.map((minor) => ({ id: uuidv7(), kind: 'payment' as const, minor, category: 'other' as const })),
        })
      ).error;
    const refused = { code: 'RN400', message: 'spend_needs_request', details: 'parts' };
    expect(await pay(await line('-900'), '900')).toMatchObject(refused);
    const upTo = { campaign: cast.campaign, currency: 'ARS', limitMinor: '1000' };
    await mustApply(cast.db('owner'), 'spend.set_limit', upTo);
    const large = await line('-1900');
    expect(await pay(large, '1900')).toMatchObject(refused);
    expect(await pay(large, '950', '950')).toMatchObject(refused);
    const booked = 'select count(*)::int from fund_entries where ref_id = $1';
    expect(await value(cast.world, booked, [large])).toBe(0);
    expect(await pay(await line('-1000'), '1000')).toBeNull();
  });

  it('is not taken for a payment by a rule above that limit', async () => {
    const upTo = { campaign: cast.campaign, currency: 'ARS', limitMinor: '1000' };
    await mustApply(cast.db('owner'), 'spend.set_limit', upTo);
    const first = await line('-700', { nameKey: 'printer' });
    await mustApply(cast.db('treasurer'), 'banking.rule', { id: uuidv7(), line: first, by: 'name', action: 'payment' });
    const suggested = async (minor: string) => {
      const id = await line(minor, { nameKey: 'printer' });
      const args = { campaign: cast.campaign, lines: [id] };
      const found = await must<{ kind: string }[]>(cast.db('treasurer'), 'bank_candidates', args);
      return found.map(({ kind }) => kind);
    };
    expect(await suggested('-800')).toContain('payment');
    expect(await suggested('-8000')).not.toContain('payment');
  });
});
