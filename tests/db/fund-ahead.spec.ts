import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book as bookIn, line, type Booking } from './booking';
import { createCast, must, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

interface Ahead {
  today: string;
  week: string;
  first: string | null;
  days: { day: string; n: number }[];
  weeks: { week: string; currency: string; minor: string }[];
  due: object[];
}
const book = (booking: Booking): Promise<string> => bookIn(cast, booking);
const ahead = (role: 'treasurer' | 'observer' = 'treasurer'): Promise<Ahead> =>
  must<Ahead>(cast.db(role), 'fund_ahead', { campaign: cast.campaign });
const gift = (day: string, minor: bigint, fee = 0n): Promise<string> =>
  book({
    kind: 'gift',
    day,
    amount: minor,
    lines: [line('bank', minor - fee), line('gifts', -minor), ...(fee > 0n ? [line('fees', fee)] : [])],
  });
const back = (days: number): Promise<string> =>
  value<string>(
    cast.world,
    `select ((now() at time zone 'America/Argentina/Buenos_Aires')::date - $1::integer)::text`,
    [days],
  );

it('keeps gifts by day: those taken back leave, other money is not counted', async () => {
  const [near, far] = [await back(8), await back(15)];
  await gift(near, 1000n, 30n);
  const second = await gift(near, 500n);
  await gift(far, 200n);
  await book({ kind: 'fee', day: near, amount: 10n, lines: [line('fees', 10n), line('bank', -10n)] });
  expect((await ahead()).days).toEqual([
    { day: far, n: 1 },
    { day: near, n: 2 },
  ]);
  await value(cast.world, `select app.fund_reverse($1, $2, 'x')`, [second, uuidv7()]);
  const { days, weeks, first, due } = await ahead();
  expect(days).toEqual([
    { day: far, n: 1 },
    { day: near, n: 1 },
  ]);
  expect(first).toBe(far);
  expect(due).toEqual([]);
  // Whole weeks only, net of what the banks kept of the gifts.
  expect(weeks.map(({ minor }) => minor)).toEqual(['200', '970']);
});

it('tells what is committed by the day it falls due, and nothing of what waits for a yes', async () => {
  const ask = (number: number, state: string, due: string | null, minor: number): Promise<unknown> =>
    cast.world.sql.query(
      `insert into spend_requests (id, campaign_id, number, reference, category, amount_minor, currency, payee_sealed, purpose_sealed, due_on, state,
         committed_minor)
       values ($1, $2, $3, $4, 'lawyer', $5, 'ARS', 'SEALED', 'SEALED', $6, $7, $8)`,
      [uuidv7(), cast.campaign, number, `RF18D${number}`, minor, due, state, state === 'approved' ? minor : 0],
    );
  await ask(91, 'approved', '2026-12-01', 500);
  await ask(92, 'approved', '2026-12-01', 700);
  await ask(93, 'approved', null, 900);
  await ask(94, 'waiting', '2026-12-01', 9000);
  expect((await ahead('observer')).due).toEqual([{ day: '2026-12-01', currency: 'ARS', minor: '1200', n: 2 }]);
});

it('says the same as the postings, whatever was booked', async () => {
  const wrong = await value(
    cast.world,
    `select count(*)::int from (
       select d.campaign_id, d.day, d.currency, d.n, d.minor, d.fee_minor from app.fund_days d where (d.n, d.minor, d.fee_minor) <> (0, 0, 0)
       except
       select e.campaign_id, e.value_date, p.currency, -sum(sign(p.amount_minor)) filter (where a.kind = 'gifts'),
         -sum(p.amount_minor) filter (where a.kind = 'gifts'), coalesce(sum(p.amount_minor) filter (where a.kind = 'fees'), 0)
       from fund_postings p join fund_entries e on e.id = p.entry_id join fund_accounts a on a.id = p.account_id
         left join fund_entries w on w.id = e.reverses
       where coalesce(w.kind, e.kind) = 'gift' and a.kind in ('gifts', 'fees') group by 1, 2, 3) x`,
  );
  expect(wrong).toBe(0);
});

it('is for those who see totals, in their campaign', async () => {
  expect((await ahead('observer')).days.length).toBeGreaterThan(0);
  for (const role of ['legal', 'coordinator'] as const)
    await expect(must(cast.db(role), 'fund_ahead', { campaign: cast.campaign })).rejects.toThrow();
  const { id } = await newCampaign(cast.world);
  await expect(must(cast.db('treasurer'), 'fund_ahead', { campaign: id })).rejects.toThrow();
});
