import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book, line } from './booking';
import { createCast, mustApply, value, type Cast } from './cast';
import { approved, asked, paid, posted } from './ops-spending';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const [account, file, statement] = [uuidv7(), uuidv7(), uuidv7()];
async function bankLine(state: string, day: string): Promise<string> {
  const id = uuidv7();
  await cast.world.sql.query(
    `insert into bank_lines (id, campaign_id, account_id, import_id, statement_id, at_line, booked_on, currency, amount_minor, identity, occurrence,
       name_sealed, text_sealed, name_key, state)
     values ($1, $2, $3, $4, $5, 1, $6, 'EUR', 100, $7, 1, 'SEALED', 'SEALED', 'KEY', $8)`,
    [id, cast.campaign, account, file, statement, day, id.replaceAll('-', '').padEnd(43, 'x'), state],
  );
  return id;
}
const sealed = (id: string): Promise<boolean> =>
  value<boolean>(
    cast.world,
    'select name_sealed is not null or text_sealed is not null or name_key is not null from bank_lines where id = $1',
    [id],
  );
const cutoff = '2026-02-01';
const parts = () =>
  value<{ payers: number }>(cast.world, 'select app.retention_parts($1, $2)', [cast.campaign, cutoff]);

it('forgets who paid without a pledge in their time, and keeps what is still to be looked at', async () => {
  const { sql } = cast.world;
  await sql.query(
    `insert into fund_accounts (id, campaign_id, kind, currency, name) values ($1, $2, 'bank', 'EUR', 'B')`,
    [account, cast.campaign],
  );
  await sql.query(`insert into bank_accounts (id, campaign_id, currency, name) values ($1, $2, 'EUR', 'B')`, [
    account,
    cast.campaign,
  ]);
  await sql.query(
    `insert into bank_imports (id, campaign_id, account_id, format, file_hash, bytes) values ($1, $2, $3, 'camt', $4, 1)`,
    [file, cast.campaign, account, 'a'.repeat(64)],
  );
  await sql.query(`insert into bank_statements (id, campaign_id, account_id, import_id) values ($1, $2, $3, $4)`, [
    statement,
    cast.campaign,
    account,
    file,
  ]);
  const [old, young, waiting] = [
    await bankLine('matched', '2026-01-05'),
    await bankLine('matched', '2026-02-05'),
    await bankLine('open', '2026-01-05'),
  ];
  const gift = { kind: 'gift', amount: 5n, lines: [line('bank', 5n), line('gifts', -5n)] };
  const named = await book(cast, { ...gift, day: '2026-01-09', extra: { donorSealed: 'SEALED' } });
  const later = await book(cast, { ...gift, day: '2026-03-09', extra: { donorSealed: 'SEALED' } });
  expect(await parts()).toMatchObject({ payers: 2 });
  for (let step = 0; step < 5; step += 1)
    await value(cast.world, 'select app.retention_rest($1, $2, 10)', [cast.campaign, cutoff]);
  expect(await parts()).toMatchObject({ payers: 0 });
  expect([await sealed(old), await sealed(young), await sealed(waiting)]).toEqual([false, true, true]);
  const donor = (entry: string) => value(cast.world, 'select donor_sealed from fund_entries where id = $1', [entry]);
  expect([await donor(named), await donor(later)]).toEqual([null, 'SEALED']);
});

it('forgets who was paid in their time, and keeps who still waits and bail that is out', async () => {
  const done = (await paid(cast, { amountMinor: '100000' })).request;
  const refused = await asked(cast);
  await mustApply(cast.db('treasurer'), 'spend.refuse', { request: refused, reasonSealed: 'SEALED' });
  const kept = [await asked(cast), await approved(cast), await posted(cast)];
  const left = async (id: string) =>
    value<boolean>(
      cast.world,
      `select coalesce(payee_sealed, account_sealed, account_key, purpose_sealed, reason_sealed) is not null from spend_requests where id = $1`,
      [id],
    );
  const due = (until: string) =>
    value<{ payees: number }>(cast.world, 'select app.retention_parts($1, $2)', [cast.campaign, until]);
  expect(await due(cutoff)).toMatchObject({ payees: 0 });
  const later = '2100-01-01';
  expect(await due(later)).toMatchObject({ payees: 2 });
  for (let step = 0; step < 12; step += 1)
    await value(cast.world, 'select app.retention_rest($1, $2, 10)', [cast.campaign, later]);
  expect(await due(later)).toMatchObject({ payees: 0 });
  expect([await left(done), await left(refused)]).toEqual([false, false]);
  for (const id of kept) expect(await left(id)).toBe(true);
  expect(await value(cast.world, 'select paid_minor::int from spend_requests where id = $1', [done])).toBe(100000);
});
