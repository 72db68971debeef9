import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, createCast, loose, must, mustApply, value, type Cast } from './cast';

let cast: Cast;
beforeAll(async () => {
  cast = await createCast();
});
afterAll(() => cast.close());

/** Unbalanced, incomplete, out of bounds: a check, whoever writes. */
const CHECK = '23514';
const CLOSED = '42501';
const DAY = '2026-01-01';
const me = (): string => cast.users.treasurer.userId;
const books = (): Promise<string> =>
  value(
    cast.world,
    `select md5(string_agg(x, ' ' order by x)) from (select e::text as x from fund_entries e
       union all select p::text from fund_postings p union all select t::text from fund_totals t) y`,
  );
const account = (campaign: string, kind: string, currency = 'ARS'): Promise<string> =>
  value(cast.world, 'select id from fund_accounts where campaign_id = $1 and kind = $2 and currency = $3', [
    campaign,
    kind,
    currency,
  ]);

async function book(amountMinor: string, currency = 'ARS', campaign = cast.campaign): Promise<string> {
  const id = uuidv7();
  const by = campaign === cast.campaign ? 'treasurer' : 'stranger';
  await mustApply(cast.db(by), 'fund.book_gift', { campaign, id, amountMinor, currency, valueDate: DAY });
  return id;
}
const reverse = (entry: string, id = uuidv7()) =>
  apply(cast.db('treasurer'), 'fund.reverse', { entry, id, reason: 'A slip' });

interface Posting {
  account: string;
  amount: string | number;
  currency?: string;
  campaign?: string;
}
interface Written {
  id?: string;
  kind?: string;
  amount: string | number;
  currency?: string;
  reverses?: string | null;
  postings: Posting[];
}
/** One transaction of plain SQL, as the owner of the database: past every policy, not past the checks. */
async function write({
  id = uuidv7(),
  kind = 'gift',
  amount,
  currency = 'ARS',
  reverses = null,
  postings,
}: Written): Promise<void> {
  const client = await cast.world.sql.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into fund_entries (id, campaign_id, kind, value_date, currency, amount_minor, reverses) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, cast.campaign, kind, DAY, currency, amount, reverses],
    );
    for (const one of postings) {
      await client.query(
        'insert into fund_postings (campaign_id, entry_id, account_id, currency, amount_minor) values ($1, $2, $3, $4, $5)',
        [one.campaign ?? cast.campaign, id, one.account, one.currency ?? 'ARS', one.amount],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

describe('an entry that does not add up', () => {
  it('cannot be made by a treasurer who writes the tables directly: there is one door, and it is not the tables', async () => {
    const old = await book('100');
    const bank = await account(cast.campaign, 'bank');
    const before = await books();
    const db = loose(cast.db('treasurer'));
    const entry = { campaign_id: cast.campaign, kind: 'gift', value_date: DAY, currency: 'ARS', amount_minor: 700 };
    expect((await db.from('fund_entries').insert({ ...entry, id: uuidv7(), created_by: me() })).error?.code).toBe(
      CLOSED,
    );
    const posting = { campaign_id: cast.campaign, entry_id: old, account_id: bank, currency: 'ARS' };
    const two = [50, -50].map((amount_minor) => ({ ...posting, amount_minor }));
    expect((await db.from('fund_postings').insert(two)).error?.code).toBe(CLOSED);
    expect(await books()).toBe(before);
  });

  it('cannot be made by plain SQL either', async () => {
    await book('100');
    await book('100', 'USD');
    await book('100', 'ARS', cast.other);
    const bank = await account(cast.campaign, 'bank');
    const gifts = await account(cast.campaign, 'gifts');
    const dollars = await account(cast.campaign, 'gifts', 'USD');
    const foreign = await account(cast.other, 'gifts');
    const before = await books();
    const wrong: Written[] = [
      { amount: 100, postings: [] },
      { amount: 100, postings: [{ account: bank, amount: 100 }] },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 100 },
          { account: gifts, amount: -99 },
        ],
      },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 100 },
          { account: dollars, amount: -100, currency: 'USD' },
        ],
      },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 100 },
          { account: dollars, amount: -100 },
        ],
      },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 100 },
          { account: foreign, amount: -100 },
        ],
      },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 100 },
          { account: foreign, amount: -100, campaign: cast.other },
        ],
      },
      {
        amount: 100,
        postings: [
          { account: bank, amount: 90 },
          { account: gifts, amount: -90 },
        ],
      },
      {
        amount: -100,
        postings: [
          { account: bank, amount: -100 },
          { account: gifts, amount: 100 },
        ],
      },
      {
        amount: 0,
        postings: [
          { account: bank, amount: 1 },
          { account: gifts, amount: -1 },
        ],
      },
      {
        amount: '1000000000000000',
        postings: [
          { account: bank, amount: '1000000000000000' },
          { account: gifts, amount: '-1000000000000000' },
        ],
      },
    ];
    for (const one of wrong) await expect(write(one), JSON.stringify(one)).rejects.toMatchObject({ code: CHECK });
    expect(await books()).toBe(before);
    await write({
      amount: 100,
      postings: [
        { account: bank, amount: 100 },
        { account: gifts, amount: -100 },
      ],
    });
  });
});

describe('what is booked', () => {
  it.each([
    `update fund_entries set amount_minor = 1`,
    `update fund_entries set note = 'x'`,
    'delete from fund_entries',
    `update fund_postings set amount_minor = amount_minor * 2`,
    'delete from fund_postings',
    'truncate fund_postings',
    'truncate fund_entries cascade',
  ])('stays, even for the owner of the database: %s', async (sql) => {
    await book('100');
    const before = await books();
    await expect(cast.world.sql.query(sql)).rejects.toMatchObject({ code: CLOSED });
    expect(await books()).toBe(before);
  });

  it('stays when the account of whoever booked it is closed, without its name', async () => {
    const id = await book('100');
    const { sql } = cast.world;
    const client = await sql.connect();
    await client.query('begin');
    await client.query('delete from auth.users where id = $1', [me()]);
    const { rows } = await client.query('select created_by, amount_minor from fund_entries where id = $1', [id]);
    await client.query('rollback');
    client.release();
    expect(rows).toEqual([{ created_by: null, amount_minor: '100' }]);
  });

  it('can be reversed once, by one of two who try at once', async () => {
    const entry = await book('250');
    const answers = await Promise.all([reverse(entry), reverse(entry), reverse(entry)]);
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
    for (const { error } of answers) expect(error?.code ?? 'RN409').toMatch(/RN409|23505/);
    expect((await reverse(entry)).error).toMatchObject({ code: 'RN409', message: 'reversed', details: 'entry' });
  });

  it('a reversal is not reversed, and is the exact counterpart', async () => {
    const entry = await book('250');
    const back = uuidv7();
    await reverse(entry, back);
    expect((await reverse(back)).error?.code).toBe('RN409');
    const sums = await value<string>(
      cast.world,
      `select coalesce(string_agg(account_id || ' ' || n, ','), '') from (select account_id, sum(amount_minor) as n
         from fund_postings where entry_id in ($1, $2) group by 1 having sum(amount_minor) <> 0) x`,
      [entry, back],
    );
    expect(sums).toBe('');
    const [bank, gifts] = [await account(cast.campaign, 'bank'), await account(cast.campaign, 'gifts')];
    const other = await book('70');
    const foreign = await book('70', 'ARS', cast.other);
    const wrong = {
      kind: 'reversal',
      postings: [
        { account: bank, amount: -60 },
        { account: gifts, amount: 60 },
      ],
    };
    await expect(write({ ...wrong, amount: -60, reverses: other })).rejects.toMatchObject({ code: CHECK });
    const right = [
      { account: bank, amount: -70 },
      { account: gifts, amount: 70 },
    ];
    await expect(write({ kind: 'reversal', amount: -70, reverses: foreign, postings: right })).rejects.toMatchObject({
      code: CHECK,
    });
    await expect(write({ kind: 'reversal', amount: -70, postings: right })).rejects.toMatchObject({ code: CHECK });
  });

  it('of another campaign is not there', async () => {
    const foreign = await book('70', 'ARS', cast.other);
    expect((await reverse(foreign)).error?.code).toBe('RN404');
    const bank = await account(cast.campaign, 'bank');
    const before = await books();
    const { error } = await loose(cast.db('treasurer'))
      .from('fund_postings')
      .insert([
        { campaign_id: cast.campaign, entry_id: foreign, account_id: bank, currency: 'ARS', amount_minor: 5 },
        { campaign_id: cast.campaign, entry_id: foreign, account_id: bank, currency: 'ARS', amount_minor: -5 },
      ]);
    expect(error?.code).toBe(CLOSED);
    expect(await books()).toBe(before);
  });

  it('tells nobody who gave: neither totals, nor feed, nor stream', async () => {
    const id = uuidv7();
    const args = { campaign: cast.campaign, id, amountMinor: '5', currency: 'ARS', valueDate: DAY };
    await mustApply(cast.db('treasurer'), 'fund.book_gift', { ...args, donorSealed: 'v1.key.secret-donor' });
    const told = [
      await must(cast.db('owner'), 'live_snapshot', { stream: `campaign:${cast.campaign}:treasury` }),
      await must(cast.db('owner'), 'journal_feed', { campaign: cast.campaign }),
      await must(cast.db('owner'), 'journal_page', { stream: `campaign:${cast.campaign}:treasury` }),
    ];
    expect(JSON.stringify(told)).toContain(id);
    expect(JSON.stringify(told)).not.toContain('secret-donor');
    expect(JSON.stringify(told[0])).toContain('"has_donor":true');
  });
});

describe('totals', () => {
  it('are what the postings say, whatever is booked and reversed, by several at once', async () => {
    const gift = fc.record({
      currency: fc.constantFrom('ARS', 'USD', 'EUR'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      reversed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(gift, { minLength: 1, maxLength: 12 }), async (gifts) => {
        await Promise.all(
          gifts.map(async ({ currency, amount, reversed }) => {
            const id = await book(String(amount), currency);
            if (reversed) expect((await reverse(id)).error).toBeNull();
          }),
        );
        const { rows } = await cast.world.sql.query<{ currency: string; received: string; truth: string }>(
          `select t.currency, t.received_minor as received, (select -sum(p.amount_minor) from fund_postings p
             join fund_accounts a on a.id = p.account_id and a.kind = 'gifts'
             where p.campaign_id = t.campaign_id and p.currency = t.currency) as truth
           from fund_totals t where t.campaign_id = $1`,
          [cast.campaign],
        );
        for (const { received, truth } of rows) expect(received).toBe(truth);
        expect(await value(cast.world, 'select coalesce(sum(amount_minor), 0) from fund_postings')).toBe('0');
      }),
      { numRuns: 12 },
    );
  });

  it('hold the largest gifts to the last unit', async () => {
    await cast.world.sql.query('update campaigns set publish_fund = true where id = $1', [cast.campaign]);
    for (let i = 0; i < 3; i++) await book('999999999999999', 'JPY');
    const totals = await must<{ fund: object[] }>(cast.world.backend.anon(), 'public_totals', { slug: cast.slug });
    expect(totals.fund).toContainEqual(expect.objectContaining({ currency: 'JPY', minor: '2999999999999997' }));
  });
});
