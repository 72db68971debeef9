/** The operations on money that goes out: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { apply, join, mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
const soon = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const reference = (): string => `RF00S${Date.now().toString(36).toUpperCase()}${(counter += 1)}`;
const amounts = (argument: string): Bad[] =>
  ['0', '-5', '1.5', '1e3', '1000000000000000', ' 5', '٥'].map((bad) => [argument, bad, 'amount']);

const fields = {
  category: 'lawyer',
  amountMinor: '100000',
  currency: 'ARS',
  payeeSealed: 'v1.k.x',
  accountSealed: 'v1.k.x',
  accountKey: 'k',
  purposeSealed: 'v1.k.x',
  dueOn: '2026-12-24',
  caseCode: 'K-1',
  level: 'treasurers',
  publicNote: 'Legal fees',
};
/** What one asks with. */
export const asking = (campaign: string, more: object = {}) => ({
  ...fields,
  campaign,
  id: uuidv7(),
  reference: reference(),
  ...more,
});
const badFields: Bad[] = [
  ['category', 'yachts', 'choice'],
  ['category', undefined, 'choice'],
  ...amounts('amountMinor'),
  ['amountMinor', undefined, 'amount'],
  ...['peso', '', '$', undefined].map((bad): Bad => ['currency', bad, 'currency']),
  ...text('payeeSealed', 2000),
  ...note('accountSealed', 2000),
  ...note('accountKey', 64),
  ...text('purposeSealed', 8000),
  ...days('dueOn').filter(([, bad]) => bad !== '' && bad !== undefined),
  ['person', 'nobody', 'required'],
  ['person', uuidv7(), 'choice'],
  ...note('caseCode', 40),
  ['level', 'everybody', 'choice'],
  ...note('publicNote', 400),
];

let second = new Map<string, ReturnType<Cast['world']['backend']['as']>>();
/** Another treasurer of the campaign. */
export async function colleague(cast: Cast): Promise<ReturnType<Cast['world']['backend']['as']>> {
  const known = second.get(cast.campaign);
  if (known) return known;
  const { accessToken } = await join(cast.world, cast.campaign, ['treasurer']);
  const db = cast.world.backend.as(accessToken);
  second = new Map([...second, [cast.campaign, db]]);
  return db;
}

/** A request of the legal team's, unless another asks. */
export async function asked(cast: Cast, more: object = {}, by: 'legal' | 'treasurer' = 'legal'): Promise<string> {
  const args = asking(cast.campaign, more);
  await mustApply(cast.db(by), 'spend.request', args);
  return args.id;
}
export async function approved(cast: Cast, more: object = {}): Promise<string> {
  const request = await asked(cast, more);
  for (const db of [cast.db('treasurer'), await colleague(cast)])
    await mustApply(db, 'spend.approve', { request, version: 1 });
  return request;
}
const payment = (request: string, more: object = {}) => ({
  request,
  id: uuidv7(),
  valueDate: '2026-03-02',
  amountMinor: '40000',
  ...more,
});
export async function paid(cast: Cast, more: object = {}): Promise<{ request: string; id: string }> {
  const args = payment(await approved(cast), more);
  await mustApply(cast.db('treasurer'), 'spend.pay', args);
  return args;
}
/** A file as the machine stores it. */
async function receiptFile({ world, campaign }: Cast): Promise<string> {
  const id = uuidv7();
  await world.backend.system().rpc('file_store', {
    file: { id, campaign, kind: 'receipt', type: 'application/pdf', size: 1, contentKey: 'k'.repeat(43) },
    sealed: 'eA==',
  });
  return id;
}
export async function receipted(cast: Cast): Promise<{ request: string; receipt: string }> {
  const [request, receipt] = [await asked(cast, {}, 'treasurer'), uuidv7()];
  await mustApply(cast.db('treasurer'), 'spend.receipt', { request, id: receipt, file: await receiptFile(cast) });
  return { request, receipt };
}
/** Of an account in euros, for what is paid in another currency. */
async function euros(cast: Cast): Promise<string> {
  const id = uuidv7();
  const account = { campaign: cast.campaign, id, currency: 'EUR', name: `Caisse S${(counter += 1)}` };
  await apply(cast.db('treasurer'), 'fund.set_account', account);
  return id;
}
const askers = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;

export const SPENDING_OPS: Record<Extract<OpKind, `spend.${string}`>, ExpectedOp> = {
  'spend.request': {
    may: askers,
    args: ({ campaign }) => asking(campaign),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('reference', 25),
      ['reference', 'INVOICE 1', 'reference'],
      ...badFields,
      ...flags('noteAnyway'),
    ],
  },
  'spend.edit': {
    may: ['treasurer'],
    args: async (cast) => ({ ...fields, request: await asked(cast, {}, 'treasurer'), version: 1 }),
    bad: [
      ...ids('request'),
      ...badFields,
      ...[0, -1, 1.5, 'x', undefined].map((bad): Bad => ['version', bad, 'number']),
    ],
  },
  'spend.approve': {
    may: ['treasurer'],
    args: async (cast) => ({ request: await asked(cast), version: 1 }),
    bad: [...ids('request'), ...[0, 'x', null, undefined].map((bad): Bad => ['version', bad, 'number'])],
  },
  'spend.refuse': {
    may: ['treasurer'],
    args: async (cast) => ({ request: await asked(cast), reasonSealed: 'v1.k.x' }),
    bad: [...ids('request'), ...text('reasonSealed', 4000)],
  },
  'spend.withdraw': {
    may: ['treasurer', 'legal'],
    args: async (cast) => ({ request: await asked(cast) }),
    bad: [...ids('request'), ...note('reasonSealed', 4000)],
  },
  'spend.pay': {
    may: ['treasurer'],
    args: async (cast) =>
      payment(await approved(cast), { account: await euros(cast), paidMinor: '2800', feeMinor: '200' }),
    bad: [
      ...ids('request'),
      ...ids('id'),
      ...days('valueDate'),
      ['valueDate', soon(5), 'future'],
      ['account', 'mine', 'required'],
      ['account', uuidv7(), 'choice'],
      ...amounts('amountMinor'),
      ['amountMinor', '100001', 'spend_over'],
      ...amounts('paidMinor'),
      ['paidMinor', undefined, 'amount'],
      ...amounts('feeMinor'),
      ...flags('final'),
    ],
  },
  'spend.unpay': {
    may: ['treasurer'],
    args: async (cast) => ({ payment: (await paid(cast)).id, id: uuidv7(), reason: 'Paid twice' }),
    bad: [...ids('payment'), ...ids('id'), ...text('reason', 400)],
  },
  'spend.close': {
    may: ['treasurer'],
    args: async (cast) => ({ request: (await paid(cast)).request }),
    bad: ids('request'),
  },
  'spend.show': {
    may: ['treasurer'],
    args: async (cast) => ({ request: (await paid(cast)).request, level: 'public', publicNote: 'Legal fees' }),
    bad: [
      ...ids('request'),
      ['level', 'everybody', 'choice'],
      ['level', undefined, 'choice'],
      ...note('publicNote', 400),
      ...flags('noteAnyway'),
    ],
  },
  'spend.receipt': {
    may: ['treasurer'],
    args: async (cast) => ({
      request: await asked(cast, {}, 'treasurer'),
      id: uuidv7(),
      file: await receiptFile(cast),
    }),
    bad: [...ids('request'), ...ids('id'), ...ids('file'), ['file', uuidv7(), 'file_broken']],
  },
  'spend.remove_receipt': { may: ['treasurer'], args: receiptedArgs, bad: [...ids('request'), ...ids('receipt')] },
  'spend.open_receipt': {
    may: ['owner', 'treasurer'],
    args: receiptedArgs,
    bad: [...ids('request'), ...ids('receipt')],
  },
  'spend.set_limit': {
    may: ['owner'],
    args: ({ campaign }) => ({ campaign, currency: 'CHF', limitMinor: `${5000 + (counter += 1)}` }),
    bad: [...ids('campaign'), ['currency', 'franc', 'currency'], ...amounts('limitMinor')],
  },
  'spend.export': {
    may: ['owner', 'treasurer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7() }),
    bad: [...ids('campaign'), ...ids('id')],
  },
};

/** Bail that a court holds. */
export async function posted(cast: Cast, more: object = {}): Promise<string> {
  const request = await approved(cast, { category: 'bail', ...more });
  await mustApply(cast.db('treasurer'), 'spend.pay', payment(request, { amountMinor: '100000' }));
  return request;
}
const move = (bail: string, more: object = {}) => ({
  bail,
  id: uuidv7(),
  valueDate: '2026-03-09',
  amountMinor: '30000',
  ...more,
});
const badMove: Bad[] = [
  ...ids('bail'),
  ...ids('id'),
  ...days('valueDate'),
  ['valueDate', soon(5), 'future'],
  ...amounts('amountMinor'),
  ['amountMinor', undefined, 'amount'],
  ['amountMinor', '100001', 'bail_over'],
];

export const BAIL_OPS: Record<Extract<OpKind, `bail.${string}`>, ExpectedOp> = {
  'bail.set': {
    may: ['treasurer', 'legal'],
    args: async (cast) => ({
      bail: await asked(cast, { category: 'bail' }),
      court: 'Juzgado 7',
      orderedOn: '2026-03-01',
      expectedOn: '2026-12-01',
    }),
    bad: [
      ...ids('bail'),
      ...note('court', 160),
      ...days('orderedOn').filter(([, bad]) => bad !== '' && bad !== undefined),
      ...days('expectedOn').filter(([, bad]) => bad !== '' && bad !== undefined),
    ],
  },
  'bail.return': {
    may: ['treasurer'],
    args: async (cast) => move(await posted(cast), { feeMinor: '500' }),
    bad: [
      ...badMove,
      ...amounts('feeMinor'),
      ['feeMinor', '30000', 'fee_too_large'],
      ['account', 'mine', 'required'],
      ['account', uuidv7(), 'choice'],
    ],
  },
  'bail.lose': { may: ['treasurer'], args: async (cast) => move(await posted(cast)), bad: badMove },
  'bail.undo': {
    may: ['treasurer'],
    async args(cast) {
      const back = move(await posted(cast));
      await mustApply(cast.db('treasurer'), 'bail.return', back);
      return { move: back.id, id: uuidv7(), reason: 'Another one' };
    },
    bad: [...ids('move'), ...ids('id'), ...text('reason', 400)],
  },
};

function receiptedArgs(cast: Cast): Promise<{ request: string; receipt: string }> {
  return receipted(cast);
}

/** One row in each table of spending, made as the product makes them. */
export async function furnishSpending(db: ReturnType<Cast['db']>, cast: Cast, campaign: string): Promise<void> {
  const args = asking(campaign);
  const [receipt, own] = [uuidv7(), asking(campaign)];
  await mustApply(db, 'spend.request', args);
  await mustApply(db, 'spend.request', own);
  await mustApply(db, 'spend.receipt', {
    request: args.id,
    id: receipt,
    file: await receiptFile({ ...cast, campaign }),
  });
  await mustApply(db, 'spend.approve', { request: own.id, version: 1 });
  await cast.world.sql.query(
    `insert into spend_limits (campaign_id, currency, limit_minor) values ($1, 'USD', 5) on conflict do nothing`,
    [campaign],
  );
  const sql = `with e as (select id from fund_entries where campaign_id = $1 limit 1)
    insert into spend_payments (id, campaign_id, request_id, entry_id, day, currency, minor, paid_currency, paid_minor)
    select gen_random_uuid(), $1, $2, e.id, '2026-01-01', 'ARS', 5, 'ARS', 5 from e`;
  await cast.world.sql.query(sql, [campaign, own.id]);
  const bail = asking(campaign, { category: 'bail' });
  await mustApply(db, 'spend.request', bail);
  await cast.world.sql.query(
    `insert into bail_moves (id, campaign_id, bail_id, kind, entry_id, day, minor)
      select gen_random_uuid(), $1, $2, 'lost', id, '2026-01-01', 5 from fund_entries where campaign_id = $1 limit 1`,
    [campaign, bail.id],
  );
}
