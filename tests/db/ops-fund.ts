/** The operations of the fund: who may, what they are asked with, and what they must not be asked with. */
import { createHash } from 'node:crypto';
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { must, mustApply, value, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

let counter = 0;
const soon = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
type Bad = [string, unknown, string];
const amounts = (argument: string): Bad[] =>
  ['0', '-5', '1.5', '1e3', '1000000000000000', '99999999999999999999', ' 5', '٥'].map((bad) => [
    argument,
    bad,
    'amount',
  ]);
const missing = (argument: string): Bad[] => ['', undefined, null].map((bad) => [argument, bad, 'amount']);
const currencies = (argument: string): Bad[] => ['peso', '', '$', undefined].map((bad) => [argument, bad, 'currency']);
const bookingDays: Bad[] = [
  ...days('valueDate'),
  ['valueDate', '1999-12-31', 'date'],
  ['valueDate', soon(5), 'future'],
];

async function gift(cast: Cast, more: object = {}): Promise<string> {
  const id = uuidv7();
  const args = { campaign: cast.campaign, id, amountMinor: '100', currency: 'ARS', valueDate: '2026-01-01', ...more };
  await mustApply(cast.db('treasurer'), 'fund.book_gift', args);
  return id;
}

let accounts: Record<string, string> = {};
/** An account at a bank with money in it, made once for each currency. */
async function account(cast: Cast, currency: string, name = currency): Promise<string> {
  const key = `${cast.campaign} ${currency} ${name}`;
  const known = accounts[key];
  if (known !== undefined) return known;
  const id = uuidv7();
  accounts = { ...accounts, [key]: id };
  await mustApply(cast.db('treasurer'), 'fund.set_account', {
    campaign: cast.campaign,
    id,
    currency,
    name: `A ${name}`,
  });
  return id;
}
const booking = (campaign: string) => ({
  campaign,
  id: uuidv7(),
  amountMinor: '5000',
  valueDate: '2026-01-01',
  note: '',
});
const badBooking: Bad[] = [
  ...ids('campaign'),
  ...ids('id'),
  ...amounts('amountMinor'),
  ...missing('amountMinor'),
  ...bookingDays,
  ...note('note', 400),
];
const badMove: Bad[] = [
  ...badBooking,
  ...ids('from'),
  ...ids('to'),
  ['from', uuidv7(), 'choice'],
  ['to', uuidv7(), 'choice'],
  ...amounts('feeMinor'),
];
/** What closes the next month of the campaign: long before all that others book, so that it closes nothing of theirs. */
async function closing(cast: Cast): Promise<Record<string, string>> {
  const { campaign, world } = cast;
  if (!(await value<boolean>(world, "select exists (select 1 from fund_entries where value_date < '2002-01-01')")))
    await gift(cast, { valueDate: '2001-01-01' });
  const month = await value<string>(world, 'select app.fund_next_month($1)::text', [campaign]);
  const told = { campaign, id: uuidv7(), month, reason: 'Nothing came' };
  const body = await must<string>(cast.db('treasurer'), 'fund_month_draft', told);
  return { ...told, hash: createHash('sha256').update(body).digest('hex'), signature: `${'A'.repeat(86)}==` };
}

const rate = { base: 'EUR', quote: 'ARS', day: '2026-01-01', rate: '1450.5' };

export const FUND_OPS: Record<Extract<OpKind, `fund.${string}`>, ExpectedOp> = {
  'fund.book_gift': {
    may: ['treasurer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      amountMinor: '123456',
      feeMinor: '456',
      currency: 'ARS',
      valueDate: '2026-01-01',
      donorSealed: 'v1.k.x',
      note: '',
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...amounts('amountMinor'),
      ...missing('amountMinor'),
      ...amounts('feeMinor'),
      ['feeMinor', '123456', 'fee_too_large'],
      ['account', 'mine', 'required'],
      ['account', uuidv7(), 'choice'],
      ...currencies('currency'),
      ...bookingDays,
      ...note('donorSealed', 2000),
      ...note('note', 400),
    ],
  },
  'fund.reverse': {
    may: ['treasurer'],
    args: async (cast) => ({ entry: await gift(cast), id: uuidv7(), reason: 'Booked twice' }),
    bad: [...ids('entry'), ...ids('id'), ...text('reason', 400), ['valueDate', soon(5), 'future']],
  },
  'fund.set': {
    may: ['treasurer'],
    args: ({ campaign }) => ({
      campaign,
      goalMinor: `${1000 + ++counter}`,
      rateSources: { ARS: ['blue', 'official'], '*': 'ecb' },
      rateUrl: 'https://rates.example.org/v2',
      rateUrlSource: 'ecb',
    }),
    bad: [
      ...ids('campaign'),
      ['reportCurrency', 'euros', 'currency'],
      ...amounts('goalMinor'),
      ['rateSources', ['ecb'], 'choice'],
      ['rateSources', { pesos: 'ecb' }, 'choice'],
      ['rateSources', { ARS: '<b>' }, 'choice'],
      ['rateSources', { ARS: [] }, 'choice'],
      ['rateSources', { ARS: [7] }, 'choice'],
      ['rateSources', { ARS: ['blue', ''] }, 'choice'],
      ['rateSources', { ARS: Array.from({ length: 7 }, (_, n) => `s${n}`) }, 'choice'],
      ['rateUrl', 'ftp://rates.example.org', 'rate_url'],
      ['rateUrl', 'https://rates.example.org/?key=1', 'rate_url'],
      ['rateUrl', 'https://me:word@rates.example.org', 'rate_url'],
      ...note('rateUrl', 200),
      ['rateUrlSource', 'ECB!', 'source'],
      ...note('rateUrlSource', 40),
    ],
  },
  'fund.set_account': {
    may: ['treasurer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      currency: 'EUR',
      name: `Caisse ${++counter}`,
      holder: 'Comité',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
      bankName: 'Banque',
      bankAddress: '',
      cbu: '2850590940090418135201',
      alias: 'libertad.fondo',
      country: 'FR',
      public: true,
      closed: false,
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...currencies('currency'),
      ...text('name', 80),
      ...note('holder', 140),
      ...note('bankName', 140),
      ...note('bankAddress', 240),
      ['iban', 'AR1', 'iban'],
      ['bic', 'FR', 'bic'],
      ['cbu', '123', 'cbu'],
      ['alias', 'a', 'alias'],
      ['country', 'France', 'country'],
      ...flags('public'),
      ...flags('closed'),
    ],
  },
  'fund.book_fee': {
    may: ['treasurer'],
    args: async (cast) => ({ ...booking(cast.campaign), currency: 'EUR', account: await account(cast, 'EUR') }),
    bad: [...badBooking, ...currencies('currency'), ['account', 'mine', 'required'], ['account', uuidv7(), 'choice']],
  },
  'fund.book_opening': {
    may: ['treasurer'],
    args: ({ campaign }) => ({ ...booking(campaign), currency: 'EUR' }),
    bad: [...badBooking, ...currencies('currency'), ['account', 'mine', 'required']],
  },
  'fund.book_transfer': {
    may: ['treasurer'],
    args: async (cast) => ({
      ...booking(cast.campaign),
      from: await account(cast, 'EUR'),
      to: await account(cast, 'EUR', 'other'),
      feeMinor: '100',
    }),
    bad: badMove,
  },
  'fund.book_conversion': {
    may: ['treasurer'],
    args: async (cast) => ({
      ...booking(cast.campaign),
      from: await account(cast, 'EUR'),
      to: await account(cast, 'ARS'),
      toMinor: '7000000',
      feeMinor: '100',
    }),
    bad: [...badMove, ...amounts('toMinor'), ...missing('toMinor')],
  },
  'fund.set_line': {
    may: ['treasurer'],
    args: async (cast) => ({ entry: await gift(cast), level: 'donors', category: 'other', publicNote: 'Rent' }),
    bad: [
      ...ids('entry'),
      ['level', 'everybody', 'choice'],
      ['level', undefined, 'choice'],
      ['category', 'yachts', 'choice'],
      ...note('publicNote', 400),
    ],
  },
  'fund.import_rates': {
    may: ['treasurer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), source: 'blue', rows: [rate] }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('source', 40),
      ['source', 'Blue!', 'source'],
      ...[
        [],
        {},
        [{ ...rate, base: 'ARS' }],
        [{ ...rate, quote: 'pesos' }],
        [{ ...rate, rate: '0' }],
        [{ ...rate, rate: '-1' }],
        [{ ...rate, rate: '1e3' }],
        [{ ...rate, day: '2026-02-30' }],
        [{ ...rate, day: '1/2/26' }],
        Array.from({ length: 5001 }, () => rate),
      ].map((bad): Bad => ['rows', bad, 'rates']),
    ],
  },
  'fund.freeze_rates': {
    may: ['treasurer'],
    async args(cast) {
      const { sql } = cast.world;
      await sql.query(`insert into fund_settings (campaign_id) values ($1) on conflict do nothing`, [cast.campaign]);
      await sql.query(`delete from fund_rates where source = 'late'`);
      await gift(cast, { currency: 'CHF' });
      await sql.query(
        `update fund_settings set report_currency = 'EUR', rate_sources = '{"*": "late"}' where campaign_id = $1`,
        [cast.campaign],
      );
      await sql.query(
        `insert into fund_rates (campaign_id, source, base, quote, day, rate) values ($1, 'late', 'EUR', 'CHF', '2025-12-31', 0.95) on conflict do nothing`,
        [cast.campaign],
      );
      return { campaign: cast.campaign, n: ++counter };
    },
    bad: ids('campaign'),
  },
  'fund.close_month': {
    may: ['treasurer'],
    args: closing,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...(['2026-02-30', '1066-10-14', '1/2/2026', '', undefined] as const).map((bad): Bad => ['month', bad, 'date']),
      ...note('reason', 400),
      ...['', 'x', 'A'.repeat(64), undefined].map((bad): Bad => ['hash', bad, 'month_hash']),
      ...['', 'x', 'A'.repeat(88), undefined].map((bad): Bad => ['signature', bad, 'month_signature']),
    ],
  },
  'fund.reopen_month': {
    may: ['owner'],
    async args(cast) {
      const args = await closing(cast);
      await mustApply(cast.db('treasurer'), 'fund.close_month', args);
      return { campaign: cast.campaign, id: args['id'], reason: 'A line was forgotten' };
    },
    bad: [...ids('campaign'), ...ids('id'), ...text('reason', 400)],
  },
  'fund.export': {
    may: ['owner', 'treasurer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), format: 'beancount', from: '2026-01-01', to: '' }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['format', 'xlsx', 'choice'],
      ['format', undefined, 'choice'],
      ['from', '2026-02-30', 'date'],
      ['to', '1/2/2026', 'date'],
      ['to', '2025-12-31', 'period'],
    ],
  },
};
