/** The operations on counsel and on who is on call: who may, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { shortCode, uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { openCase } from './ops-rulings';
import { flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Kinds = Extract<OpKind, `counsel.${string}` | `duty.${string}`>;
type Bad = [string, unknown, string];

/** Somebody from outside. */
export async function lawyer(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'counsel.add_lawyer', { campaign, id, code: shortCode('L', 6), detailsSealed: 'v1.k1.sealed' });
  return id;
}
const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
export async function shift(db: Db, campaign: string, of?: string, from = -1, until = 8): Promise<string> {
  const id = uuidv7();
  const who = of ?? (await lawyer(db, campaign));
  await mustApply(db, 'duty.plan', { campaign, id, lawyer: who, from: hour(from), until: hour(until), area: 'Centro' });
  return id;
}
const TERMS = { rank: 1, scope: 'whole', acceptedOn: '2026-05-04' };
async function appointed(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  const args = { case: await openCase(db, campaign), id, lawyer: await lawyer(db, campaign), ...TERMS };
  await mustApply(db, 'counsel.appoint', args);
  return id;
}
const legal = (cast: Cast): [Db, string] => [cast.db('legal'), cast.campaign];

const terms: Bad[] = [
  ['rank', 3, 'number'],
  ['rank', '1', 'number'],
  ['scope', 'moon', 'choice'],
  ['acceptedOn', '2026-02-30', 'date'],
  ['endedOn', '2026-05-03', 'date'],
];
const instants = (argument: string): Bad[] =>
  ['2026-02-30T10:00:00Z', '2026-01-01', '2026-01-01T10:00:00', 5, undefined].map((bad) => [argument, bad, 'instant']);

export const COUNSEL_OPS: Record<Kinds, ExpectedOp> = {
  'counsel.add_lawyer': {
    may: ['legal'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      code: shortCode('L', 6),
      member: null,
      detailsSealed: 'v1.k1.sealed',
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('code', 16),
      ['code', 'a b', 'code'],
      ['member', uuidv7(), 'choice'],
      ['detailsSealed', null, 'required'],
      ...note('detailsSealed', 4000),
    ],
  },
  'counsel.edit_lawyer': {
    may: ['legal'],
    args: async (cast) => ({ lawyer: await lawyer(...legal(cast)), detailsSealed: 'v1.k1.other', removed: false }),
    bad: [...ids('lawyer'), ...note('detailsSealed', 4000), ['detailsSealed', null, 'required'], ...flags('removed')],
  },
  'counsel.appoint': {
    may: ['legal'],
    args: async (cast) => ({
      case: await openCase(...legal(cast)),
      id: uuidv7(),
      lawyer: await lawyer(...legal(cast)),
      person: null,
      ...TERMS,
    }),
    bad: [
      ...ids('case'),
      ...ids('id'),
      ...ids('lawyer'),
      ['lawyer', uuidv7(), 'choice'],
      ['person', uuidv7(), 'choice'],
      ...terms,
    ],
  },
  'counsel.edit_appointment': {
    may: ['legal'],
    args: async (cast) => ({ appointment: await appointed(...legal(cast)), ...TERMS, rank: 2, removed: false }),
    bad: [...ids('appointment'), ...terms, ...flags('removed')],
  },
  'duty.plan': {
    may: ['legal'],
    args: async (cast) => ({
      campaign: cast.campaign,
      id: uuidv7(),
      lawyer: await lawyer(...legal(cast)),
      from: '2026-05-04T20:00:00-03:00',
      until: '2026-05-05T08:00:00-03:00',
      area: '',
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...ids('lawyer'),
      ['lawyer', uuidv7(), 'choice'],
      ...instants('from'),
      ...instants('until'),
      ['until', '2026-05-04T20:00:00-03:00', 'shift_length'],
      ['until', '2026-06-04T20:00:00-03:00', 'shift_length'],
      ...note('area', 80),
    ],
  },
  'duty.cancel': {
    may: ['legal'],
    args: async (cast) => ({ shift: await shift(...legal(cast)), cancelled: true }),
    bad: [...ids('shift'), ...flags('cancelled')],
  },
  'duty.take': {
    may: ['legal'],
    args: async (cast) => ({ shift: await shift(...legal(cast)), id: uuidv7(), lawyer: await lawyer(...legal(cast)) }),
    bad: [...ids('shift'), ...ids('id'), ...ids('lawyer'), ['lawyer', uuidv7(), 'choice']],
  },
  'duty.give_back': {
    may: ['legal'],
    async args(cast) {
      const [db, campaign] = legal(cast);
      const id = uuidv7();
      await mustApply(db, 'duty.take', { shift: await shift(db, campaign), id, lawyer: await lawyer(db, campaign) });
      return { shift: id };
    },
    bad: ids('shift'),
  },
  'duty.swap': {
    may: ['legal'],
    args: async (cast) => ({
      shift: await shift(...legal(cast)),
      other: await shift(...legal(cast), undefined, 9, 12),
    }),
    bad: [...ids('shift'), ...ids('other')],
  },
};

/** One row in each of the tables. */
export async function furnishCounsel(db: Db, campaign: string): Promise<string> {
  await appointed(db, campaign);
  const id = await lawyer(db, campaign);
  await shift(db, campaign, id);
  return id;
}
