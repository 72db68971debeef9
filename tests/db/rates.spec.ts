import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book, line } from './booking';
import { ask, createCast, must, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const gift = (campaign: string, day: string, amount = 100_000n) =>
  book(cast, {
    campaign,
    kind: 'gift',
    currency: 'ARS',
    amount,
    day,
    lines: [line('bank', amount), line('gifts', -amount)],
  });
const rated = (id: string) =>
  value<string | null>(cast.world, 'select rate_source from fund_entries where id = $1', [id]);
const rates = (campaign: string, rows: [source: string, day: string, rate: number][]) =>
  cast.world.sql.query(
    `insert into fund_rates (campaign_id, source, base, quote, day, rate)
     select $1, x.source, 'EUR', 'ARS', x.day::date, x.rate from jsonb_to_recordset($2) x (source text, day text, rate numeric)`,
    [campaign, JSON.stringify(rows.map(([source, day, rate]) => ({ source, day, rate })))],
  );
const settle = (campaign: string, sources: object) =>
  cast.world.sql.query('insert into fund_settings (campaign_id, report_currency, rate_sources) values ($1, $2, $3)', [
    campaign,
    'EUR',
    JSON.stringify(sources),
  ]);

it('the first source that knows the day wins, and the official one unless somebody chose', async () => {
  const { id: chosen } = await newCampaign(cast.world);
  await settle(chosen, { ARS: ['mep', 'blue'], '*': 'ecb' });
  const rows: [string, string, number][] = [
    ['blue', '2026-03-01', 1600],
    ['mep', '2026-03-10', 1500],
    ['official', '2026-03-01', 1000],
  ];
  await rates(chosen, rows);
  expect(await rated(await gift(chosen, '2026-03-02'))).toBe('blue');
  expect(await rated(await gift(chosen, '2026-03-10'))).toBe('mep');
  expect(await rated(await gift(chosen, '2026-02-01'))).toBeNull();
  const { id: fresh } = await newCampaign(cast.world);
  await settle(fresh, {});
  await rates(fresh, rows);
  expect(await rated(await gift(fresh, '2026-03-10'))).toBe('official');
});

it('a reversal takes the rate of what it reverses, and what is closed takes none', async () => {
  const campaign = cast.campaign;
  await settle(campaign, { '*': ['late'] });
  const early = await gift(campaign, '2025-12-31');
  const first = await gift(campaign, '2026-03-01');
  const back = uuidv7();
  await cast.world.sql.query(`select app.fund_reverse($1, $2, 'twice', '2026-03-20')`, [first, back]);
  await cast.world.sql.query(
    `insert into fund_months (id, campaign_id, month, entries, body, chained_to, hash, signature) values ($1, $2, '2025-12-01', 1, '{}', '', encode(sha256('{}'), 'hex'), repeat('A', 86) || '==')`,
    [uuidv7(), campaign],
  );
  await rates(campaign, [
    ['late', '2025-12-31', 900],
    ['late', '2026-03-01', 1000],
    ['late', '2026-03-20', 2000],
  ]);
  const done = await mustApply(cast.db('treasurer'), 'fund.freeze_rates', { campaign });
  expect(done.result).toEqual({ n: 2 });
  const { rows } = await cast.world.sql.query<{ converted_minor: string }>(
    'select converted_minor from fund_entries where id = any ($1) order by amount_minor',
    [[first, back]],
  );
  expect(rows.map(({ converted_minor }) => converted_minor)).toEqual(['-100', '100']);
  expect(await rated(early)).toBeNull();
  await expect(
    cast.world.sql.query(
      `update fund_entries set rate = 1, rate_source = 'x', rate_date = value_date, converted_minor = 1 where id = $1`,
      [early],
    ),
  ).rejects.toMatchObject({ code: '42501' });
  const told = await must<Record<string, unknown>>(cast.db('observer'), 'fund_told', { campaign });
  expect(told).toMatchObject({ report: 'EUR', frozen: true, unrated: 0, unratedClosed: 1, currencies: ['ARS'] });
});

it('rates are read page by page by those who see totals', async () => {
  const campaign = cast.campaign;
  const page = (more: object) =>
    must<{ day: string; id: string }[]>(cast.db('observer'), 'fund_rates_page', { campaign, filter: {}, ...more });
  const [first, ...rest] = await page({ n: 2 });
  const last = rest.at(-1);
  expect([first?.day, last?.day]).toEqual(['2026-03-20', '2026-03-01']);
  expect(await page({ before_day: last?.day, before_id: last?.id })).toMatchObject([
    { day: '2025-12-31', rate: '900' },
  ]);
  expect(await page({ filter: { source: 'blue' } })).toEqual([]);
  expect(await page({ filter: { pair: 'EUR-ARS', from: '2026-03-02' } })).toHaveLength(1);
  for (const persona of ['legal', 'coordinator', 'stranger'] as const)
    expect((await ask(cast.db(persona), 'fund_rates_page', { campaign, filter: {} })).error?.code).toBe('RN404');
});
