/** The operations on statements of banks, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { ids, text, type ExpectedOp } from './wrong-args';

const may = ['treasurer'] as const;
let counter = 0;
type Bad = [string, unknown, string];
const choices = (argument: string): Bad[] => ['king', undefined, 7].map((bad) => [argument, bad, 'choice']);

const accounts = new Map<string, string>();
/** One account of the campaign at a bank. */
async function bankAccount({ campaign, db }: Cast): Promise<string> {
  const known = accounts.get(campaign);
  if (known !== undefined) return known;
  const id = uuidv7();
  await mustApply(db('treasurer'), 'fund.set_account', { campaign, id, currency: 'EUR', name: `Bank ${++counter}` });
  accounts.set(campaign, id);
  return id;
}

export function fileOf(account: string, minors: readonly string[] = ['2500']) {
  const statement = uuidv7();
  return {
    account,
    id: uuidv7(),
    format: 'camt',
    hash: 'a'.repeat(64),
    bytes: 100,
    statements: [{ id: statement, opening: null, closing: null, from: null, to: null, lines: minors.length }],
    lines: minors.map((minor) => ({
      id: uuidv7(),
      statement,
      at: 1,
      bookedOn: '2026-01-05',
      valueOn: null,
      minor,
      identity: `line ${++counter}`,
      refKey: null,
      refs: [],
      near: [],
      nameSealed: 'v1.x',
      ibanSealed: null,
      textSealed: null,
      nameKey: `name ${counter}`,
      ibanKey: null,
      textKey: null,
      returned: false,
      charges: null,
    })),
  };
}

/** One row in each table of the bank: an open line, which is answered, and one that was booked. */
export async function furnishBank(db: Db, account: string): Promise<string> {
  const file = fileOf(account, ['2500', '500']);
  const [open = '', booked = ''] = file.lines.map(({ id }) => id);
  await mustApply(db, 'banking.import', file);
  await mustApply(db, 'banking.mapping', { account, mapping: {} });
  await mustApply(db, 'banking.accept', { line: booked, parts: [{ id: uuidv7(), kind: 'gift', minor: '500' }] });
  await mustApply(db, 'banking.reject', { line: open, target: 'gift:' });
  await mustApply(db, 'banking.rule', { id: uuidv7(), line: open, by: 'name', action: 'gift' });
  return open;
}

async function line(cast: Cast, minor = '2500'): Promise<string> {
  const file = fileOf(await bankAccount(cast), [minor]);
  await mustApply(cast.db('treasurer'), 'banking.import', file);
  return file.lines[0]?.id ?? '';
}

async function decided(cast: Cast): Promise<string> {
  const id = await line(cast);
  await mustApply(cast.db('treasurer'), 'banking.ignore', { line: id, reason: 'Twice' });
  return id;
}

async function rule(cast: Cast): Promise<string> {
  const id = uuidv7();
  await mustApply(cast.db('treasurer'), 'banking.rule', { id, line: await line(cast), by: 'name', action: 'gift' });
  return id;
}

export const BANKING_OPS: Record<Extract<OpKind, `banking.${string}`>, ExpectedOp> = {
  'banking.mapping': {
    may,
    args: async (cast) => ({ account: await bankAccount(cast), mapping: { delimiter: ';', n: ++counter } }),
    bad: [...ids('account'), ['mapping', 'all', 'unknown_field'], ['mapping', undefined, 'unknown_field']],
  },
  'banking.import': {
    may,
    args: async (cast) => fileOf(await bankAccount(cast)),
    bad: [
      ...ids('account'),
      ...ids('id'),
      ...choices('format'),
      ...text('hash', 128),
      ['bytes', 0, 'number'],
      ['bytes', 'many', 'number'],
      ['statements', [], 'unknown_field'],
      ['statements', 'one', 'unknown_field'],
      ['lines', 'many', 'unknown_field'],
    ],
  },
  'banking.accept': {
    may,
    args: async (cast) => ({ line: await line(cast), parts: [{ id: uuidv7(), kind: 'gift', minor: '2500' }] }),
    bad: [
      ...ids('line'),
      ['parts', [], 'required'],
      ['parts', 'gift', 'required'],
      ['parts', ['gift'], 'required'],
      ['parts', [{ id: uuidv7(), kind: 'gift', minor: '2400' }], 'bank_parts'],
    ],
  },
  'banking.reject': {
    may,
    args: async (cast) => ({ line: await line(cast), target: `pledge:${uuidv7()}` }),
    bad: [...ids('line'), ...text('target', 80)],
  },
  'banking.ignore': {
    may,
    args: async (cast) => ({ line: await line(cast), reason: 'In another statement' }),
    bad: [...ids('line'), ...text('reason', 400)],
  },
  'banking.undo': {
    may,
    args: async (cast) => ({ line: await decided(cast), reason: 'A slip' }),
    bad: ids('line'),
  },
  'banking.rule': {
    may,
    args: async (cast) => ({ id: uuidv7(), line: await line(cast), by: 'name', action: 'gift' }),
    bad: [
      ...ids('line'),
      ...ids('id'),
      ...choices('by'),
      ['by', 'account', 'bank_no_key'],
      ...choices('action'),
      ['action', 'fee', 'bank_direction'],
    ],
  },
  'banking.end_rule': { may, args: async (cast) => ({ rule: await rule(cast) }), bad: ids('rule') },
};
