/** The operations of the fund: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
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
      rateSources: { ARS: 'blue', '*': 'ecb' },
      rateFetch: false,
    }),
    bad: [
      ...ids('campaign'),
      ['reportCurrency', 'euros', 'currency'],
      ...amounts('goalMinor'),
      ['rateSources', ['ecb'], 'choice'],
      ['rateSources', { pesos: 'ecb' }, 'choice'],
      ['rateSources', { ARS: '<b>' }, 'choice'],
      ...flags('rateFetch'),
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
};
