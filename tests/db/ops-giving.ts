/** The operations on gifts and pledges, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
/** References need not be true here: their digits are checked before the database is asked. */
const reference = (): string => `RF00T${Date.now().toString(36).toUpperCase()}${(counter += 1)}`;
const amounts = (argument: string): Bad[] =>
  ['', '0', '-5', '1.5', '1000000000000000', undefined].map((bad) => [argument, bad, 'amount']);
const currencies: Bad[] = ['peso', '', undefined].map((bad) => ['currency', bad, 'currency']);
const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

const offline = ({ campaign }: Cast) => ({
  campaign,
  id: uuidv7(),
  entry: uuidv7(),
  reference: reference(),
  amountMinor: '150000',
  currency: 'ARS',
  day: '2026-01-01',
  locale: 'es',
  emailSealed: 'v1.k.x',
  emailKey: 'k',
});

async function received(cast: Cast): Promise<string> {
  const args = offline(cast);
  await mustApply(cast.db('treasurer'), 'giving.offline', args);
  return args.id;
}
async function open(cast: Cast): Promise<string> {
  const id = uuidv7();
  await cast.world.sql.query(
    `insert into pledges (id, campaign_id, reference, amount_minor, currency, locale, expires_at) values ($1, $2, $3, 5000, 'EUR', 'en', now() + interval '9 days')`,
    [id, cast.campaign, reference()],
  );
  return id;
}

export const GIVING_OPS: Record<Extract<OpKind, `giving.${string}`>, ExpectedOp> = {
  'giving.set': {
    may: ['treasurer'],
    args: ({ campaign }) => ({
      campaign,
      open: (counter += 1) % 2 === 0,
      presets: [{ currency: 'EUR', minor: [1000 + counter, 5000] }],
      remindDays: 10,
      expireDays: 60,
      bankFees: 'shared',
    }),
    bad: [
      ...ids('campaign'),
      ...flags('open'),
      ['presets', 'EUR', 'choice'],
      ['presets', [{ currency: 'euro', minor: [1] }], 'currency'],
      [
        'presets',
        [
          { currency: 'EUR', minor: [1] },
          { currency: 'EUR', minor: [2] },
        ],
        'currency',
      ],
      ['presets', [{ currency: 'EUR', minor: [0] }], 'amount'],
      ['presets', [{ currency: 'EUR', minor: [1.5] }], 'amount'],
      ['presets', [{ currency: 'EUR', minor: ['5'] }], 'amount'],
      ['presets', [{ currency: 'EUR' }], 'amount'],
      ['remindDays', 0, 'days'],
      ['remindDays', 91, 'days'],
      ['expireDays', 6, 'days'],
      ['expireDays', 366, 'days'],
      ['expireDays', null, 'days'],
      ['bankFees', 'nobody', 'choice'],
    ],
  },
  'giving.text': {
    may: ['owner', 'organizer', 'treasurer'],
    args: ({ campaign }) => ({ campaign, locale: 'es', use: `Para la defensa ${(counter += 1)}`, thanks: 'Gracias.' }),
    bad: [...ids('campaign'), ['locale', 'fr', 'choice'], ...note('use', 600), ...note('thanks', 1000)],
  },
  'giving.offline': {
    may: ['treasurer'],
    args: offline,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...ids('entry'),
      ['reference', 'X1', 'reference'],
      ['reference', undefined, 'reference'],
      ...amounts('amountMinor'),
      ...currencies,
      ...days('day'),
      ['day', soon, 'future'],
      ['locale', 'fr', 'choice'],
      ['account', 'mine', 'required'],
      ['account', uuidv7(), 'choice'],
      ...note('nameSealed', 2000),
      ...note('emailSealed', 2000),
      ...note('note', 400),
    ],
  },
  'giving.receive': {
    may: ['treasurer'],
    args: async (cast) => ({
      pledge: await open(cast),
      entry: uuidv7(),
      amountMinor: '5000',
      feeMinor: '100',
      currency: 'EUR',
      day: '2026-01-01',
    }),
    bad: [
      ...ids('pledge'),
      ...ids('entry'),
      ...amounts('amountMinor'),
      ['feeMinor', '5000', 'fee_too_large'],
      ['feeMinor', '-1', 'amount'],
      ...currencies,
      ...days('day'),
      ['day', soon, 'future'],
      ['account', uuidv7(), 'choice'],
    ],
  },
  'giving.undo': {
    may: ['treasurer'],
    args: async (cast) => {
      const args = offline(cast);
      await mustApply(cast.db('treasurer'), 'giving.offline', args);
      return { pledge: args.id, entry: args.entry, id: uuidv7(), reason: 'Twice' };
    },
    bad: [...ids('pledge'), ...ids('entry'), ...ids('id'), ...text('reason', 400)],
  },
  'giving.cancel': {
    may: ['treasurer'],
    args: async (cast) => ({ pledge: await open(cast) }),
    bad: ids('pledge'),
  },
  'giving.thank': {
    may: ['treasurer'],
    args: async (cast) => ({ pledge: await received(cast), id: uuidv7() }),
    bad: [...ids('pledge'), ...ids('id')],
  },
  'giving.look': {
    may: ['owner', 'treasurer'],
    args: async (cast) => ({ pledge: await received(cast), id: uuidv7() }),
    bad: [...ids('pledge'), ...ids('id')],
  },
  'giving.forget': {
    may: ['treasurer'],
    args: async (cast) => ({ pledge: await received(cast), id: uuidv7() }),
    bad: [...ids('pledge'), ...ids('id')],
  },
};
