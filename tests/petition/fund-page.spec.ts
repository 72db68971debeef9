/** The public page of the fund and its file, read as a journalist does: can every total be counted again? */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicFund, PublicLine } from '../../src/lib/features/fund/published';
import { fromDecimal } from '../../src/lib/kernel/money';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/fund/+page.server';
import { GET } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/fund/ledger.csv/+server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

type Line = [kind: string, minor: number, currency?: string];
async function book(kind: string, day: string, amount: number, lines: Line[], extra: object = {}): Promise<void> {
  const postings = lines.map(([account, minor, currency = 'EUR']) => ({
    kind: account,
    currency,
    minor: String(minor),
  }));
  await house.world.sql.query(`select app.fund_book($1, $2, $3, $4, 'EUR', $5, 'SECRET', $6, $7)`, [
    house.campaign,
    uuidv7(),
    kind,
    day,
    amount,
    JSON.stringify(postings),
    JSON.stringify({ donorSealed: null, ...extra }),
  ]);
}
const publish = (yes: boolean) =>
  house.world.sql.query('update public.campaigns set publish_fund = $2 where id = $1', [house.campaign, yes]);

async function page(): Promise<{ fund: PublicFund; lines: PublicLine[] }> {
  const came = await house.visit(load);
  if (came.kind !== 'page') throw new Error(JSON.stringify(came));
  return came.data as unknown as { fund: PublicFund; lines: PublicLine[] };
}
async function file(): Promise<{ text: string; rows: string[][] }> {
  const came = await house.visit(GET, { locale: 'en' });
  if (came.kind !== 'page') throw new Error(JSON.stringify(came));
  const answer: unknown = came.data;
  if (!(answer instanceof Response)) throw new Error('no file');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const text = await answer.text();
  return {
    text,
    rows: text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')),
  };
}

describe('before the campaign publishes its fund', () => {
  it('there is neither page nor file', async () => {
    await publish(false);
    expect(await house.visit(load)).toEqual({ kind: 'error', status: 404 });
    expect(await house.visit(GET)).toEqual({ kind: 'error', status: 404 });
    expect(await house.visit(load, { params: { campaign: 'nobody' } })).toEqual({ kind: 'error', status: 404 });
  });
});

describe('a fund that is published', () => {
  beforeAll(async () => {
    await publish(true);
    await book('opening', '2026-01-02', 10_000, [
      ['bank', 10_000],
      ['opening', -10_000],
    ]);
    for (const [day, minor] of [
      ['2026-01-05', 1000],
      ['2026-01-09', 2000],
      ['2026-02-03', 500],
      ['2026-02-04', 700],
      ['2026-03-01', 31_337],
      ['2026-03-02', 900],
    ] as const)
      await book('gift', day, minor, [
        ['bank', minor - 10],
        ['fees', 10],
        ['gifts', -minor],
      ]);
    await book(
      'payment',
      '2026-02-10',
      4000,
      [
        ['expenses', 4000],
        ['bank', -4000],
      ],
      { category: 'lawyer' },
    );
    await book(
      'payment',
      '2026-02-11',
      300,
      [
        ['expenses', 300],
        ['bank', -300],
      ],
      {
        category: 'printing',
        level: 'public',
        publicNote: '=Carteles, dos tandas',
      },
    );
    await book('bail_posted', '2026-02-20', 5000, [
      ['bail', 5000],
      ['bank', -5000],
    ]);
    await book('bail_returned', '2026-03-20', 2000, [
      ['bail', -2000],
      ['bank', 2000],
    ]);
    await book('bail_lost', '2026-03-21', 1000, [
      ['bail_lost', 1000],
      ['bail', -1000],
    ]);
    await book('conversion', '2026-03-22', 600, [
      ['bank', -600],
      ['exchange', 600],
      ['bank', 900_000, 'ARS'],
      ['exchange', -900_000, 'ARS'],
    ]);
    await book('commitment', '2026-03-23', 2500, [
      ['reserved', 2500],
      ['commitments', -2500],
    ]);
  });

  it('tells totals, months and lines, and no gift that stands alone', async () => {
    const { fund, lines } = await page();
    expect(fund.totals.find(({ currency }) => currency === 'EUR')).toMatchObject({
      received: '36437',
      opened: '10000',
      fees: '60',
      spent: '4300',
      posted: '2000',
      returned: '2000',
      lost: '1000',
      committed: '2500',
      exchanged: '-600',
    });
    expect(fund.gifts).toEqual([{ from: '2026-01-01', to: '2026-03-01', currency: 'EUR', minor: '36437', n: 6 }]);
    expect(fund.purposes).toEqual([
      { currency: 'EUR', category: 'lawyer', minor: '4000', summed: '4000' },
      { currency: 'EUR', category: 'printing', minor: '300', summed: '0' },
    ]);
    const all = JSON.stringify({ fund, lines });
    for (const amount of ['1000"', '31337', '"700"', 'SECRET'].filter((text) => text !== '1000"'))
      expect(all).not.toContain(amount);
  });

  it('has a file whose effects add up to each pot, and whose lines add up to each total', async () => {
    const { text, rows } = await file();
    expect(text).not.toContain('SECRET');
    expect(text).toContain(`"'=Carteles, dos tandas"`);
    const minor = (amount = '', currency = ''): bigint => {
      const read = fromDecimal(amount, currency);
      if (!read.ok) throw new Error(amount);
      return read.value;
    };
    const named: Record<string, string> = {
      'Gifts received': 'Gifts',
      Fees: 'Fees',
      Paid: 'Payment',
      'Bail returned': 'Bail returned',
      'Bail lost': 'Bail lost',
      'Opening balance': 'Opening balance',
    };
    const lines = rows.filter(([, , told]) => told !== 'total');
    for (const currency of ['EUR', 'ARS']) {
      const own = lines.filter((row) => row[5] === currency);
      const totals = new Map(
        rows
          .filter((row) => row[2] === 'total' && row[5] === currency)
          .map((row) => [row[3] ?? '', minor(row[6], currency)]),
      );
      expect(totals.get('In the pot')).toBe(own.reduce((sum, row) => sum + minor(row[7], currency), 0n));
      for (const [total, figure] of Object.entries(named)) {
        const sum = own.filter((row) => row[3] === figure).reduce((all, row) => all + minor(row[6], currency), 0n);
        expect([currency, total, totals.get(total) ?? 0n]).toEqual([currency, total, sum]);
      }
    }
    // And the page says what the file says.
    const { fund } = await page();
    expect(fund.totals.map(({ currency, pot }) => [currency, pot])).toEqual([
      ['ARS', '900000'],
      ['EUR', '38477'],
    ]);
  });
});
