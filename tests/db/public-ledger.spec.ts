import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  n: number | null;
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

it('tells gifts and payments that are not public only in sums, and a public line as a line', async () => {
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
    ['2026-03-31', 'sum', 'received', '', '1000', ''],
    ['2026-03-31', 'sum', 'fees', '', '30', ''],
    ['2026-03-08', 'entry', 'spent', 'printing', '40', 'Posters'],
  ]);
  // Fewer than five: how many is not told.
  expect(told.find(({ figure }) => figure === 'received')).toMatchObject({ n: null });
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
  // Six gifts are one sum, two purposes in three months are six, and six lines are public.
  expect(all.length).toBe(13);
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
  const none = { spent: '0', posted: '0', lost: '0', exchanged: '0', committed: '0', returned: '0' };
  expect(frame.fund).toEqual([{ currency: 'EUR', minor: '900', raised: '900', fees: '10', ...none, pot: '890' }]);
});

interface Span {
  from: string;
  to: string;
  currency: string;
  minor: string;
  n: number | null;
}
describe('gifts in sums of months', () => {
  let published: { id: string; slug: string };
  beforeAll(async () => {
    published = await newCampaign(cast.world);
    await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [published.id]);
  });
  const gift = (day: string, minor: bigint, more: Partial<Booking> = {}): Promise<string> =>
    book({
      campaign: published.id,
      kind: 'gift',
      amount: minor,
      day,
      lines: [line('bank', minor), line('gifts', -minor)],
      ...more,
    });
  const spans = async (): Promise<[string, string, string, number | null][]> => {
    const { gifts } = await must<{ gifts: Span[] }>(cast.world.backend.anon(), 'public_fund', { slug: published.slug });
    return gifts.map(({ from, to, minor, n }) => [from, to, minor, n]);
  };
  const times = async (n: number, day: string): Promise<string[]> => {
    const made: string[] = [];
    for (let at = 0; at < n; at += 1) made.push(await gift(day, 10n));
    return made;
  };

  it('joins months until there are five, and what is too little at the end to the months before', async () => {
    await times(2, '2026-01-10');
    expect(await spans()).toEqual([['2026-01-01', '2026-01-01', '20', null]]);
    await times(3, '2026-02-10');
    expect(await spans()).toEqual([['2026-01-01', '2026-02-01', '50', 5]]);
    // A month with a single gift is never told by itself.
    await gift('2026-04-02', 777n);
    expect(await spans()).toEqual([['2026-01-01', '2026-04-01', '827', 6]]);
    const four = await times(4, '2026-05-02');
    expect(await spans()).toEqual([
      ['2026-04-01', '2026-05-01', '817', 5],
      ['2026-01-01', '2026-02-01', '50', 5],
    ]);
    // One taken back: the rest no longer stands alone.
    await value(cast.world, `select app.fund_reverse($1, $2, 'x')`, [four[0], uuidv7()]);
    expect(await spans()).toEqual([['2026-01-01', '2026-05-01', '857', 9]]);
  });

  it('shows a gift by itself only where a treasurer made it public, and counts it once', async () => {
    await gift('2026-05-03', 5000n, { extra: { level: 'public', publicNote: 'Sindicato de Prensa' } });
    const told = (await ledger(published.slug)) ?? [];
    expect(
      told.filter(({ figure }) => figure === 'received').map(({ kind, minor, note }) => [kind, minor, note]),
    ).toEqual([
      ['sum', '857', ''],
      ['entry', '5000', 'Sindicato de Prensa'],
    ]);
  });

  it('tells opening balances and exchanges, so that the lines add up to the pot', async () => {
    await book({
      campaign: published.id,
      kind: 'opening',
      amount: 70n,
      lines: [line('bank', 70n), line('opening', -70n)],
    });
    await book({
      campaign: published.id,
      kind: 'opening',
      amount: 9n,
      lines: [line('bail', 9n), line('opening', -9n)],
    });
    await book({
      campaign: published.id,
      kind: 'conversion',
      amount: 40n,
      lines: [line('bank', -40n), line('exchange', 40n), line('bank', 3n, 'EUR'), line('exchange', -3n, 'EUR')],
    });
    await paid(published.id, 33n, '2026-05-20', { category: 'lawyer' });
    const sign: Record<string, number> = {
      received: 1,
      opened: 1,
      exchanged: 1,
      returned: 1,
      fees: -1,
      spent: -1,
      bail_out: -1,
    };
    const lines = await must<(Told & { currency: string })[]>(cast.world.backend.anon(), 'public_ledger', {
      slug: published.slug,
      before: null,
      n: 200,
    });
    const { totals } = await must<{ totals: { currency: string; pot: string; posted: string }[] }>(
      cast.world.backend.anon(),
      'public_fund',
      {
        slug: published.slug,
      },
    );
    for (const { currency, pot } of totals) {
      const sum = lines
        .filter((one) => one.currency === currency)
        .reduce((all, { figure, minor }) => all + (sign[figure] ?? 0) * Number(minor), 0);
      expect([currency, sum]).toEqual([currency, Number(pot)]);
    }
    expect(totals.find(({ currency }) => currency === 'ARS')?.posted).toBe('9');
  });
});
