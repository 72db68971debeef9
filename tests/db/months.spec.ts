import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book, line } from './booking';
import { apply, ask, createCast, join, must, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const SIGNATURE = `${'A'.repeat(86)}==`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** A campaign with an owner and a treasurer of its own, so that what is closed is closed for nobody else. */
async function fund() {
  const { world } = cast;
  const { id: campaign } = await newCampaign(world);
  const db = world.backend.as((await join(world, campaign, ['owner', 'treasurer'])).accessToken);
  const gift = (day: string, amount = 500n, currency = 'ARS') =>
    book(cast, {
      campaign,
      kind: 'gift',
      day,
      currency,
      amount,
      lines: [line('bank', amount), line('gifts', -amount)],
    });
  const draft = (month: string, id: string, reason = '') =>
    must<string>(db, 'fund_month_draft', { campaign, month, id, reason });
  const close = async (month: string, more: Record<string, unknown> = {}, body?: string) => {
    const id = uuidv7();
    const reason = String(more['reason'] ?? '');
    const hash = sha256(body ?? (await draft(month, id, reason)));
    return {
      id,
      hash,
      ...(await apply(db, 'fund.close_month', { campaign, id, month, reason, hash, signature: SIGNATURE, ...more })),
    };
  };
  const check = () => must<{ month: string; broken: string | null }[]>(db, 'fund_months_check', { campaign });
  return { campaign, db, gift, draft, close, check };
}

it('is closed in order, when it is over, with the month before in its hash', async () => {
  const { campaign, db, gift, close, check } = await fund();
  await gift('2026-01-05');
  await gift('2026-03-05', 700n);
  expect((await close('2026-02-01')).error).toMatchObject({ code: 'RN409', message: 'month_order' });
  const first = await close('2026-01-01');
  const second = await close('2026-02-01');
  const third = await close('2026-03-01');
  expect([first.error, second.error, third.error]).toEqual([null, null, null]);
  const { rows } = await cast.world.sql.query<{ hash: string; chained_to: string; body: string; entries: number }>(
    'select hash, chained_to, body, entries from fund_months where campaign_id = $1 order by month',
    [campaign],
  );
  expect(rows.map(({ chained_to }) => chained_to)).toEqual(['', first.hash, second.hash]);
  expect(rows.map(({ entries }) => entries)).toEqual([1, 0, 1]);
  expect(rows.every(({ hash, body }) => sha256(body) === hash)).toBe(true);
  expect(JSON.parse(rows[2]?.body ?? '')).toMatchObject({
    month: '2026-03',
    accounts: [
      { kind: 'bank', opening: '500', closing: '1200' },
      { kind: 'gifts', opening: '-500', closing: '-1200' },
    ],
    moved: [
      { currency: 'ARS', figure: 'pot', minor: '700' },
      { currency: 'ARS', figure: 'received', minor: '700' },
    ],
  });
  await expect(gift('2026-03-31')).rejects.toThrow('month_closed');
  expect(await check()).toMatchObject([{ broken: null }, { broken: null }, { broken: null }]);
  const now = await value<string>(
    cast.world,
    `select date_trunc('month', now() at time zone 'America/Argentina/Buenos_Aires')::date::text`,
  );
  for (
    let month = '2026-04-01';
    month < now;
    month = await value(cast.world, `select ($1::date + interval '1 month')::date::text`, [month])
  )
    expect((await close(month)).error).toBeNull();
  expect((await close(now)).error).toMatchObject({ code: 'RN409', message: 'month_running' });
  expect((await ask(db, 'fund_months_desk', { campaign })).data).toMatchObject({ next: { month: now, over: false } });
});

it('is closed only with the text that was signed', async () => {
  const { gift, draft, close } = await fund();
  await gift('2026-01-05');
  const stale = await draft('2026-01-01', uuidv7());
  expect((await close('2026-01-01', {}, stale)).error).toMatchObject({ message: 'month_changed' });
});

it('asks for a reason when lines of the bank or rates are open', async () => {
  const { campaign, db, gift, close } = await fund();
  await mustApply(db, 'fund.set', { campaign, reportCurrency: 'EUR' });
  await gift('2026-01-05');
  expect((await close('2026-01-01')).error).toMatchObject({
    code: 'RN409',
    message: 'month_unrated',
    details: 'reason',
  });
  const account = uuidv7();
  await mustApply(db, 'fund.set_account', { campaign, id: account, currency: 'ARS', name: 'Caja' });
  const [file, statement, one] = [uuidv7(), uuidv7(), uuidv7()];
  const says = await mustApply(db, 'banking.import', {
    account,
    id: file,
    format: 'csv',
    hash: 'a'.repeat(64),
    bytes: 10,
    statements: [{ id: statement, opening: null, closing: null, from: '2026-01-09', to: '2026-01-09', lines: 1 }],
    lines: [
      {
        id: one,
        statement,
        at: 1,
        bookedOn: '2026-01-09',
        valueOn: null,
        minor: '77',
        identity: 'i',
        refKey: null,
        refs: [],
        near: [],
        nameSealed: null,
        ibanSealed: null,
        textSealed: null,
        nameKey: null,
        ibanKey: null,
        textKey: null,
        returned: false,
        charges: null,
      },
    ],
  });
  expect(says.result).toMatchObject({ added: 1 });
  expect((await close('2026-01-01')).error).toMatchObject({ code: 'RN409', message: 'month_lines' });
  expect((await close('2026-01-01', { reason: 'The bank is closed' })).error).toBeNull();
  expect(
    await value(cast.world, 'select open_lines || $2 || unrated || reason from fund_months where campaign_id = $1', [
      campaign,
      ' ',
    ]),
  ).toBe('1 1The bank is closed');
});

it('is opened again by an owner, newest first, and what was signed stays', async () => {
  const { campaign, db, gift, close, check } = await fund();
  await gift('2026-01-05');
  const first = await close('2026-01-01');
  const second = await close('2026-02-01');
  const reopen = (id: string) => apply(db, 'fund.reopen_month', { campaign, id, reason: 'forgotten' });
  expect((await reopen(first.id)).error).toMatchObject({ code: 'RN409', message: 'month_newest' });
  expect((await reopen(second.id)).error).toBeNull();
  expect((await reopen(second.id)).error).toMatchObject({ message: 'month_newest' });
  await gift('2026-02-10');
  const again = await close('2026-02-01');
  expect(again.error).toBeNull();
  expect(
    await value(cast.world, `select body::jsonb ->> 'supersedes' from fund_months where hash = $1`, [again.hash]),
  ).toBe(second.hash);
  expect(await check()).toMatchObject([{ broken: null }, { broken: null }]);
  expect(
    await must(cast.world.backend.system(), 'fund_month_by_hash', {
      slug: await value(cast.world, 'select slug from campaigns where id = $1', [campaign]),
      hash: second.hash,
    }),
  ).toMatchObject({ superseded: true });
});

it('shows whatever is changed afterwards, also by the owner of the database', async () => {
  const { campaign, gift, close, check } = await fund();
  const entry = await gift('2026-01-05');
  await close('2026-01-01');
  await close('2026-02-01');
  const { sql } = cast.world;
  const change = async (statement: string) => {
    const client = await sql.connect();
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    await client.query(statement);
    await client.query('commit');
    client.release();
  };
  await change(`update fund_entries set note = 'nothing' where id = '${entry}'`);
  expect(await check()).toMatchObject([{ broken: 'entries' }, { broken: null }]);
  await change(`update fund_entries set note = 'n' where id = '${entry}'`);
  expect(await check()).toMatchObject([{ broken: null }, { broken: null }]);
  await change(`update fund_postings set amount_minor = amount_minor * 2 where entry_id = '${entry}'`);
  expect(await check()).toMatchObject([{ broken: 'entries' }, { broken: 'figures' }]);
  await expect(
    sql.query(`update fund_months set reason = 'x' where campaign_id = '${campaign}'`),
  ).rejects.toMatchObject({ code: '42501' });
});
