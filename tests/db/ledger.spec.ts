import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { exponent } from '$lib/kernel/money';
import { book as bookIn, line, type Booking, type Line } from './booking';
import { apply, createCast, mustApply, newCampaign, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

const book = (booking: Booking): Promise<string> => bookIn(cast, booking);
const totals = async (campaign: string, currency = 'ARS'): Promise<Record<string, unknown>> => {
  const { rows } = await cast.world.sql.query<Record<string, unknown>>(
    'select * from fund_totals where campaign_id = $1 and currency = $2',
    [campaign, currency],
  );
  return rows[0] ?? {};
};

/** A booking of every kind, as the rooms make them, and what it adds to each figure of its currency. */
type Figures = Partial<Record<(typeof FIGURES)[number], bigint>>;
const FIGURES = [
  'received',
  'fees',
  'committed',
  'spent',
  'posted',
  'returned',
  'lost',
  'pot',
  'opened',
  'exchanged',
] as const;
const SHAPES: Record<string, (a: bigint, fee: bigint) => { lines: Line[]; figures: Figures }> = {
  gift: (a, f) => ({
    lines: [line('bank', a), line('fees', f), line('gifts', -a - f)],
    figures: { pot: a, fees: f, received: a + f },
  }),
  fee: (a) => ({ lines: [line('fees', a), line('bank', -a)], figures: { fees: a, pot: -a } }),
  commitment: (a) => ({ lines: [line('reserved', a), line('commitments', -a)], figures: { committed: a } }),
  release: (a) => ({ lines: [line('reserved', -a), line('commitments', a)], figures: { committed: -a } }),
  payment: (a, f) => ({
    lines: [line('expenses', a), line('fees', f), line('bank', -a - f), line('commitments', a), line('reserved', -a)],
    figures: { spent: a, fees: f, pot: -a - f, committed: -a },
  }),
  bail_posted: (a) => ({ lines: [line('bail', a), line('bank', -a)], figures: { posted: a, pot: -a } }),
  bail_returned: (a) => ({
    lines: [line('bank', a), line('bail', -a)],
    figures: { posted: -a, pot: a, returned: a },
  }),
  bail_lost: (a) => ({ lines: [line('bail_lost', a), line('bail', -a)], figures: { posted: -a, lost: a } }),
  opening: (a) => ({ lines: [line('bank', a), line('opening', -a)], figures: { pot: a, opened: a } }),
  conversion: (a, f) => ({
    lines: [line('exchange', a), line('bank', -a), line('bank', f, 'CHF'), line('exchange', -f, 'CHF')],
    figures: { pot: -a, exchanged: -a },
  }),
  transfer: (a) => ({
    lines: [line('bank', a), { kind: 'bank', name: 'Other', minor: String(-a) }],
    figures: {},
  }),
};
/** What an entry of that kind says in one figure. */
const said = (kind: string, a: bigint, fee: bigint): bigint => (kind === 'gift' ? a + fee : a);

describe('every kind of entry', () => {
  it.each(Object.keys(SHAPES))('%s moves its figures and no others, and its reversal moves them back', async (kind) => {
    const { id: campaign } = await newCampaign(cast.world);
    const { lines, figures } = SHAPES[kind]?.(900n, 100n) ?? { lines: [], figures: {} };
    const id = await book({ campaign, kind, amount: said(kind, 900n, 100n), lines });
    const after = await totals(campaign);
    for (const name of FIGURES) expect(after[`${name}_minor`], name).toBe(String(figures[name] ?? 0n));
    await value(cast.world, `select app.fund_reverse($1, $2, 'slip')`, [id, uuidv7()]);
    const back = await totals(campaign);
    for (const name of FIGURES) expect(back[`${name}_minor`], name).toBe('0');
  });

  it('touches its own accounts only, adds up per currency, and says what its postings say', async () => {
    const { id: campaign } = await newCampaign(cast.world);
    const wrong: Booking[] = [
      { kind: 'gift', amount: 5n, lines: [line('bank', 5n), line('expenses', -5n)] },
      { kind: 'payment', amount: 5n, lines: [line('bank', -5n), line('gifts', 5n)] },
      { kind: 'commitment', amount: 5n, lines: [line('bank', 5n), line('commitments', -5n)] },
      { kind: 'gift', amount: 6n, lines: [line('bank', 5n), line('gifts', -5n)] },
      { kind: 'bail_returned', amount: 5n, lines: [line('bank', -5n), line('bail', 5n)] },
      { kind: 'gift', amount: 5n, lines: [line('bank', 5n), line('gifts', -4n)] },
      { kind: 'gift', amount: 5n, lines: [line('bank', 5n, 'EUR'), line('gifts', -5n)] },
      { kind: 'gift', amount: 5n, lines: [line('bank', 5n)] },
      { kind: 'reversal', amount: 5n, lines: [line('bank', 5n), line('gifts', -5n)] },
      { kind: 'gift', amount: 0n, lines: [line('bank', 5n), line('gifts', -5n)] },
    ];
    for (const one of wrong) {
      await expect(book({ campaign, ...one }), JSON.stringify(one.lines)).rejects.toMatchObject({
        code: expect.stringMatching(/^(RN400|23514)$/) as string,
      });
    }
    expect(await value(cast.world, 'select count(*) from fund_entries where campaign_id = $1', [campaign])).toBe('0');
  });

  it('is the same entry when it is booked again, and another under its id is refused', async () => {
    const gift = { id: uuidv7(), kind: 'gift', amount: 5n, lines: [line('bank', 5n), line('gifts', -5n)] };
    expect(await book(gift)).toBe(gift.id);
    expect(await book(gift)).toBe(gift.id);
    await expect(book({ ...gift, amount: 6n })).rejects.toMatchObject({ code: 'RN409' });
    expect(await value(cast.world, 'select count(*) from fund_postings where entry_id = $1', [gift.id])).toBe('2');
  });
});

describe('running totals', () => {
  it('are the sum of the postings after any bookings, reversals and changed lines', async () => {
    const act = fc.record({
      kind: fc.constantFrom(...Object.keys(SHAPES)),
      amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fee: fc.bigInt({ min: 1n, max: 10n ** 6n }),
      month: fc.integer({ min: 1, max: 3 }),
      category: fc.constantFrom('lawyer', 'printing', null),
      rate: fc.constantFrom('1', '0.00071', '1450.5', null),
      then: fc.constantFrom('', 'reverse', 'show', 'rate'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        const { id: campaign } = await newCampaign(cast.world);
        await cast.world.sql.query(`insert into fund_settings (campaign_id, report_currency) values ($1, 'EUR')`, [
          campaign,
        ]);
        const expected: Record<string, bigint> = {};
        for (const { kind, amount, fee, month, category, rate, then } of acts) {
          const { lines, figures } = SHAPES[kind]?.(amount, fee) ?? { lines: [], figures: {} };
          const extra = { category, ...(rate === null ? {} : { rate, rateSource: 'own' }) };
          const id = await book({
            campaign,
            kind,
            amount: said(kind, amount, fee),
            lines,
            extra,
            day: `2026-0${month}-11`,
          });
          if (then === 'reverse') await value(cast.world, `select app.fund_reverse($1, $2, 'x')`, [id, uuidv7()]);
          else for (const name of FIGURES) expected[name] = (expected[name] ?? 0n) + (figures[name] ?? 0n);
          if (then === 'show')
            await cast.world.sql.query(`update fund_entries set level = 'public' where id = $1`, [id]);
          if (then === 'rate') {
            await cast.world.sql.query(
              `update fund_entries set rate = 2, rate_source = 'late', rate_date = value_date, converted_minor = amount_minor * 2 where id = $1 and rate is null`,
              [id],
            );
          }
        }
        const got = await totals(campaign);
        for (const name of FIGURES) expect(got[`${name}_minor`]).toBe(String(expected[name] ?? 0n));
        // Balances, months and converted sums, each counted anew from the postings.
        expect(
          await value(
            cast.world,
            `select count(*) from fund_accounts a where campaign_id = $1 and balance_minor is distinct from
               (select coalesce(sum(p.amount_minor), 0) from fund_postings p where p.account_id = a.id)`,
            [campaign],
          ),
        ).toBe('0');
        const drift = await cast.world.sql.query(
          `with anew as (select (d).* from (select unnest(app.fund_deltas(e, array(select p from fund_postings p where p.entry_id = e.id), 1)) as d
               from fund_entries e where e.campaign_id = $1) x),
             sums as (select month, currency, figure, category, level, sum(n) as n, sum(unrated) as unrated, sum(minor) as minor,
               sum(converted_minor) as converted from anew where figure not in ('pot', 'committed', 'posted', 'entries') group by 1, 2, 3, 4, 5)
           select * from sums full join fund_flows f using (month, currency, figure, category, level)
           where coalesce(f.campaign_id, $1) = $1 and (coalesce(sums.n, 0), coalesce(sums.unrated, 0), coalesce(sums.minor, 0), coalesce(converted, 0))
             is distinct from (coalesce(f.n, 0), coalesce(f.unrated, 0), coalesce(f.minor, 0), coalesce(f.converted_minor, 0))`,
          [campaign],
        );
        expect(drift.rows).toEqual([]);
        const flows = await value<string>(
          cast.world,
          `select coalesce(sum(converted_minor), 0) from fund_flows where campaign_id = $1 and currency = 'ARS' and figure = 'received'`,
          [campaign],
        );
        expect(got['converted_received_minor'] ?? '0').toBe(flows);
        expect(
          await value(cast.world, 'select coalesce(sum(amount_minor), 0) from fund_postings where campaign_id = $1', [
            campaign,
          ]),
        ).toBe('0');
      }),
      { numRuns: 25 },
    );
  });
});

describe('rates', () => {
  it('count with the decimals that the server counts with', async () => {
    const { rows } = await cast.world.sql.query<{ currency: string; digits: number }>(
      'select c as currency, app.currency_digits(c) as digits from unnest($1::text[]) c',
      [Intl.supportedValuesOf('currency')],
    );
    expect(rows).toEqual(rows.map(({ currency }) => ({ currency, digits: exponent(currency) })));
  });

  it('are frozen in the entry: direct, turned round, through the dollar, and by the source named for the currency', async () => {
    const { id: campaign } = await newCampaign(cast.world);
    await cast.world.sql.query(
      `insert into fund_settings (campaign_id, report_currency, rate_sources) values ($1, 'EUR', '{"ARS": "blue", "*": "ecb"}')`,
      [campaign],
    );
    await cast.world.sql.query(
      `insert into fund_rates (campaign_id, source, base, quote, day, rate) values
         ($1, 'ecb', 'EUR', 'USD', '2026-02-27', 1.25), ($1, 'ecb', 'EUR', 'CLP', '2026-02-27', 1000),
         ($1, 'blue', 'USD', 'ARS', '2026-02-28', 1600), ($1, 'bcra', 'USD', 'ARS', '2026-02-28', 1000)`,
      [campaign],
    );
    const gift = async (currency: string, amount: bigint, day = '2026-03-01', extra = {}) => {
      const id = await book({
        campaign,
        kind: 'gift',
        currency,
        amount,
        day,
        extra,
        lines: [line('bank', amount), line('gifts', -amount)],
      });
      const { rows } = await cast.world.sql.query<Record<string, unknown>>(
        'select rate::float8 as rate, rate_source, rate_date::text, converted_minor::text from fund_entries where id = $1',
        [id],
      );
      return rows[0];
    };
    expect(await gift('EUR', 700n)).toEqual({
      rate: 1,
      rate_source: 'same',
      rate_date: '2026-03-01',
      converted_minor: '700',
    });
    expect(await gift('USD', 1000n)).toMatchObject({ rate: 0.8, rate_source: 'ecb', converted_minor: '800' });
    expect(await gift('CLP', 5000n)).toMatchObject({
      rate_source: 'ecb',
      rate_date: '2026-02-27',
      converted_minor: '500',
    });
    expect(await gift('ARS', 200000n)).toMatchObject({
      rate_source: 'blue + ecb',
      rate_date: '2026-02-27',
      converted_minor: '100',
    });
    expect(await gift('ARS', 200000n, '2026-01-01')).toEqual({
      rate: null,
      rate_source: null,
      rate_date: null,
      converted_minor: null,
    });
    expect(await gift('ARS', 200000n, '2026-03-01', { rate: '0.001', rateSource: 'bank' })).toMatchObject({
      rate_source: 'bank',
      converted_minor: '200',
    });
    expect(await totals(campaign)).toMatchObject({
      entries: '3',
      unrated: '1',
      converted_received_minor: '300',
      received_minor: '600000',
    });
    // What was given for it is its rate: 100 EUR for 180 000 pesos.
    const id = await book({
      campaign,
      kind: 'conversion',
      currency: 'ARS',
      amount: 18000000n,
      lines: [
        line('bank', -18000000n),
        line('exchange', 18000000n),
        line('exchange', -10000n, 'EUR'),
        line('bank', 10000n, 'EUR'),
      ],
    });
    expect(await value(cast.world, 'select converted_minor from fund_entries where id = $1', [id])).toBe('10000');
    // Frozen is frozen, also for the owner of the database.
    await expect(cast.world.sql.query('update fund_entries set rate = 3 where id = $1', [id])).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('keep the report currency once anything was converted into it', async () => {
    const campaign = cast.other;
    const set = (reportCurrency: string) => apply(cast.db('stranger'), 'fund.set', { campaign, reportCurrency });
    expect((await set('EUR')).error).toBeNull();
    expect((await set('USD')).error).toBeNull();
    await mustApply(cast.db('stranger'), 'fund.book_gift', {
      campaign,
      id: uuidv7(),
      amountMinor: '5',
      currency: 'USD',
      valueDate: '2026-01-01',
    });
    expect((await set('USD')).error).toBeNull();
    expect((await set('EUR')).error).toMatchObject({ code: 'RN409', message: 'report_currency_used' });
  });
});
