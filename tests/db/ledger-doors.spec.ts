import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book as bookIn, line, type Booking } from './booking';
import { apply, ask, createCast, loose, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());
const book = (booking: Booking): Promise<string> => bookIn(cast, booking);

describe('a closed month', () => {
  it('takes nothing, from nobody; a reversal of its entries goes into an open one', async () => {
    const { id: campaign } = await newCampaign(cast.world);
    const gift = { campaign, kind: 'gift', amount: 5n, lines: [line('bank', 5n), line('gifts', -5n)] };
    const id = await book({ ...gift, day: '2026-01-31' });
    await cast.world.sql.query(
      `insert into fund_months (id, campaign_id, month, entries, body, chained_to, hash, signature) values ($1, $2, '2026-01-01', 1, '{}', '', encode(sha256('{}'), 'hex'), repeat('A', 86) || '==')`,
      [uuidv7(), campaign],
    );
    for (const day of ['2026-01-31', '2026-01-01', '2025-06-01']) {
      await expect(book({ ...gift, day })).rejects.toMatchObject({ code: 'RN409', message: 'month_closed' });
    }
    await book({ ...gift, day: '2026-02-01' });
    await expect(
      cast.world.sql.query(`update fund_entries set category = 'other' where id = $1`, [id]),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      value(cast.world, `select app.fund_reverse($1, $2, 'x', '2026-01-31')`, [id, uuidv7()]),
    ).rejects.toMatchObject({ message: 'month_closed' });
    const back = uuidv7();
    await value(cast.world, `select app.fund_reverse($1, $2, 'x')`, [id, back]);
    expect(await value(cast.world, `select value_date > '2026-02-01' from fund_entries where id = $1`, [back])).toBe(
      true,
    );
    // Past the function, by plain SQL.
    const client = await cast.world.sql.connect();
    await client.query('begin');
    const raw = uuidv7();
    await client.query(
      `insert into fund_entries (id, campaign_id, kind, value_date, currency, amount_minor) values ($1, $2, 'gift', '2026-01-05', 'ARS', 5)`,
      [raw, campaign],
    );
    await client.query(
      `insert into fund_postings (campaign_id, entry_id, account_id, currency, amount_minor)
       select $2, $1, a.id, 'ARS', case a.kind when 'bank' then 5 else -5 end from fund_accounts a where a.campaign_id = $2 and a.kind in ('bank', 'gifts')`,
      [raw, campaign],
    );
    await expect(client.query('commit')).rejects.toMatchObject({ code: '23514' });
    client.release();
  });
});

describe('accounts at banks', () => {
  it('are shown where people give only when they are public and open', async () => {
    const set = (more: object, id = uuidv7()) =>
      mustApply(cast.db('treasurer'), 'fund.set_account', {
        campaign: cast.campaign,
        id,
        currency: 'EUR',
        name: id,
        ...more,
      });
    await set({ holder: 'Hidden' });
    await set({ holder: 'Closed', public: true, closed: true });
    await set({ holder: 'Shown', public: true, iban: 'FR7630006000011234567890189' });
    const shown = await ask<object[]>(cast.world.backend.anon(), 'public_accounts', { slug: cast.slug });
    expect(shown.data).toMatchObject([{ holder: 'Shown', iban: 'FR7630006000011234567890189', currency: 'EUR' }]);
    await cast.world.sql.query(`update campaigns set status = 'draft' where id = $1`, [cast.campaign]);
    expect((await ask(cast.world.backend.anon(), 'public_accounts', { slug: cast.slug })).data).toEqual([]);
    await cast.world.sql.query(`update campaigns set status = 'open' where id = $1`, [cast.campaign]);
  });

  it('take gifts while they are open, are closed empty, and keep their name to themselves', async () => {
    const id = uuidv7();
    const account = { campaign: cast.campaign, id, currency: 'ARS', name: 'Banco' };
    await mustApply(cast.db('treasurer'), 'fund.set_account', account);
    const gift = { campaign: cast.campaign, amountMinor: '500', currency: 'ARS', valueDate: '2026-01-01', account: id };
    const entry = uuidv7();
    await mustApply(cast.db('treasurer'), 'fund.book_gift', { ...gift, id: entry, feeMinor: '20' });
    expect(await value(cast.world, 'select balance_minor from fund_accounts where id = $1', [id])).toBe('480');
    const change = (more: object) => apply(cast.db('treasurer'), 'fund.set_account', { ...account, ...more });
    expect((await change({ closed: true })).error).toMatchObject({ message: 'account_not_empty' });
    expect((await change({ id: uuidv7() })).error).toMatchObject({ code: 'RN409', message: 'taken', details: 'name' });
    expect((await change({ currency: 'EUR' })).error).toMatchObject({ code: 'RN404' });
    await mustApply(cast.db('treasurer'), 'fund.reverse', { entry, id: uuidv7(), reason: 'x' });
    expect((await change({ closed: true })).error).toBeNull();
    const late = await apply(cast.db('treasurer'), 'fund.book_gift', { ...gift, id: uuidv7() });
    expect(late.error).toMatchObject({ code: 'RN409', message: 'account_closed' });
    // Another campaign's account is not there.
    const foreign = { ...gift, campaign: cast.other, id: uuidv7() };
    expect((await apply(cast.db('stranger'), 'fund.book_gift', foreign)).error).toMatchObject({
      message: 'choice',
      details: 'account',
    });
  });

  it('what another room booked is taken back there', async () => {
    const id = await book({
      kind: 'gift',
      amount: 5n,
      lines: [line('bank', 5n), line('gifts', -5n)],
      extra: { refKind: 'pledge', refId: uuidv7() },
    });
    const { error } = await apply(cast.db('treasurer'), 'fund.reverse', { entry: id, id: uuidv7(), reason: 'x' });
    expect(error).toMatchObject({ code: 'RN409', message: 'undo_there' });
    const direct = await loose(cast.db('treasurer')).from('fund_entries').update({ level: 'public' }).eq('id', id);
    expect(direct.error?.code).toBe('42501');
  });
});
