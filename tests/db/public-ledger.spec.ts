import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { book as bookIn, line, type Booking } from './booking';
import { createCast, must, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

interface Told {
  day: string;
  kind: string;
  key: string;
  figure: string;
  category: string;
  minor: string;
  note: string;
}
const book = (booking: Booking): Promise<string> => bookIn(cast, booking);
const ledger = (slug: string, before: object | null = null, n = 50): Promise<Told[] | null> =>
  must<Told[] | null>(cast.world.backend.anon(), 'public_ledger', { slug, before, n });
const paid = (campaign: string, amount: bigint, day: string, extra: object): Promise<string> =>
  book({ campaign, kind: 'payment', amount, day, extra, lines: [line('expenses', amount), line('bank', -amount)] });

it('is nobody’s until the campaign publishes its fund', async () => {
  const { id, slug } = await newCampaign(cast.world);
  expect(await ledger(slug)).toBeNull();
  expect(await must(cast.world.backend.anon(), 'public_fund', { slug })).toBeNull();
  await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [id]);
  expect(await ledger(slug)).toEqual([]);
  await cast.world.sql.query(`update campaigns set status = 'draft' where id = $1`, [id]);
  expect(await ledger(slug)).toBeNull();
});

it('shows gifts as amount and day, and payments that are not public only in the sum of their month and purpose', async () => {
  const { id: campaign, slug } = await newCampaign(cast.world);
  await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [campaign]);
  const gift = {
    campaign,
    kind: 'gift',
    amount: 1000n,
    lines: [line('bank', 970n), line('fees', 30n), line('gifts', -1000n)],
  };
  await book({ ...gift, extra: { donorSealed: 'SECRET-DONOR' }, day: '2026-03-02' });
  await paid(campaign, 100n, '2026-03-05', { category: 'lawyer', publicNote: 'SECRET-NOTE' });
  await paid(campaign, 150n, '2026-03-06', { category: 'lawyer', level: 'donors', publicNote: 'SECRET-TOO' });
  await paid(campaign, 70n, '2026-03-07', { category: 'family' });
  const shown = await paid(campaign, 40n, '2026-03-08', {
    category: 'printing',
    level: 'public',
    publicNote: 'Posters',
  });
  const told = (await ledger(slug)) ?? [];
  expect(JSON.stringify(told)).not.toMatch(/SECRET/);
  expect(
    told.map(({ day, kind, figure, category, minor, note }) => [day, kind, figure, category, minor, note]),
  ).toEqual([
    ['2026-03-31', 'sum', 'spent', 'lawyer', '250', ''],
    ['2026-03-31', 'sum', 'spent', 'family', '70', ''],
    ['2026-03-31', 'sum', 'fees', '', '30', ''],
    ['2026-03-08', 'entry', 'spent', 'printing', '40', 'Posters'],
    ['2026-03-02', 'entry', 'received', '', '1000', ''],
  ]);
  // The treasurer hides a line: it goes into the sum; a reversal goes where its entry is.
  await cast.world.sql.query(`update fund_entries set level = 'treasurers' where id = $1`, [shown]);
  const hidden = (await ledger(slug)) ?? [];
  expect(hidden.find(({ category }) => category === 'printing')).toMatchObject({ kind: 'sum', minor: '40' });
  expect(JSON.stringify(hidden)).not.toContain('Posters');
  await value(cast.world, `select app.fund_reverse($1, $2, 'x')`, [shown, uuidv7()]);
  expect(((await ledger(slug)) ?? []).some(({ category }) => category === 'printing')).toBe(false);
});

it('is paged so that each line comes once, whatever the size of a page', async () => {
  const { id: campaign, slug } = await newCampaign(cast.world);
  await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [campaign]);
  for (let i = 0; i < 6; i++) {
    await book({
      campaign,
      kind: 'gift',
      amount: 5n,
      lines: [line('bank', 5n), line('gifts', -5n)],
      day: '2026-03-31',
    });
    await paid(campaign, 3n, `2026-0${(i % 3) + 1}-28`, { category: i % 2 ? 'lawyer' : 'bail' });
    await paid(campaign, 2n, '2026-03-31', { category: 'other', level: 'public' });
  }
  const all = (await ledger(slug)) ?? [];
  expect(all.length).toBe(18);
  for (const n of [1, 2, 5]) {
    const seen: Told[] = [];
    for (let before: Told | null = null; ; before = seen.at(-1) ?? null) {
      const page: Told[] = (await ledger(slug, before, n)) ?? [];
      seen.push(...page);
      if (page.length < n) break;
    }
    expect(seen).toEqual(all);
  }
});

it('moves with a gift: totals and thermometer agree', async () => {
  await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [cast.campaign]);
  const gift = { campaign: cast.campaign, id: uuidv7(), amountMinor: '900', currency: 'EUR', valueDate: '2026-01-01' };
  await mustApply(cast.db('treasurer'), 'fund.book_gift', { ...gift, feeMinor: '10' });
  const fund = await must<{ totals: object[] }>(cast.world.backend.anon(), 'public_fund', { slug: cast.slug });
  expect(fund.totals).toMatchObject([{ currency: 'EUR', received: '900', fees: '10', pot: '890' }]);
  const frame = await must<{ fund: object[] }>(cast.world.backend.anon(), 'public_totals', { slug: cast.slug });
  expect(frame.fund).toEqual([
    { currency: 'EUR', minor: '900', raised: '900', committed: '0', spent: '10', returned: '0', pot: '890' },
  ]);
});
