/** The operations on arrests, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { ids, instants, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const rulesets: Bad[] = [...text('ruleset', 24), ['ruleset', 'cppn', 'choice'], ['ruleset', 'AR-CPPN; drop', 'choice']];
const past: Bad[] = [...instants('at'), ['at', hours(1), 'future'], ['at', '1066-10-14T00:00:00Z', 'instant']];
/** What is absent stays as it is. */
const given = ([, bad]: Bad): boolean => bad !== undefined;
const forces: Bad[] = ['police', undefined].map((bad) => ['force', bad, 'choice']);

const ARRESTED = {
  pseudonym: 'La maestra',
  ruleset: 'AR-CPPN',
  force: 'pfa',
  place: 'Comisaría 3',
  detailsSealed: 'v1.k1.x',
};

const recorded = ({ campaign }: Cast) => ({
  ...ARRESTED,
  campaign,
  id: uuidv7(),
  code: `A-${(counter += 1)}`,
  at: hours(-3),
});

/** An arrest three hours ago. */
async function arrest(cast: Cast): Promise<string> {
  const args = recorded(cast);
  await mustApply(cast.db('legal'), 'arrests.record', args);
  return args.id;
}
async function acted(cast: Cast): Promise<{ arrest: string; act: string }> {
  const [one, act] = [await arrest(cast), uuidv7()];
  await mustApply(cast.db('legal'), 'arrests.act', { arrest: one, id: act, kind: 'released', at: hours(-1) });
  return { arrest: one, act };
}

export const ARREST_OPS: Record<Extract<OpKind, `arrests.${string}`>, ExpectedOp> = {
  'arrests.record': {
    may: ['owner', 'organizer', 'legal', 'coordinator'],
    args: recorded,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['person', 'not-an-id', 'required'],
      ['person', uuidv7(), 'choice'],
      ...text('code', 16),
      ['code', 'maría', 'code'],
      ...text('pseudonym', 80),
      ...past,
      ...rulesets,
      ...forces,
      ...note('place', 160),
      ...note('detailsSealed', 40_000),
    ],
  },
  'arrests.edit': {
    may: ['owner', 'legal'],
    args: async (cast) => ({ arrest: await arrest(cast), at: hours(-4), ruleset: 'AR-CPPF', force: 'gna', place: 'X' }),
    bad: [...ids('arrest'), ...past, ...rulesets.filter(given), ...forces.filter(given), ...note('place', 160)],
  },
  'arrests.act': {
    may: ['owner', 'legal'],
    args: async (cast) => ({ arrest: await arrest(cast), id: uuidv7(), kind: 'presented', at: hours(-1) }),
    bad: [
      ...ids('arrest'),
      ...ids('id'),
      ...past,
      ['at', hours(-9), 'before_arrest'],
      ...['escaped', undefined].map((bad): Bad => ['kind', bad, 'choice']),
    ],
  },
  'arrests.undo': {
    may: ['owner', 'legal'],
    args: async (cast) => ({ ...(await acted(cast)), id: uuidv7() }),
    bad: [...ids('arrest'), ...ids('id'), ...ids('act')],
  },
  'arrests.look': {
    may: ['legal'],
    args: async (cast) => ({ arrest: await arrest(cast), id: uuidv7() }),
    bad: [...ids('arrest'), ...ids('id')],
  },
};

/** One row in each of the tables. */
export async function furnishArrests(db: Db, campaign: string): Promise<string> {
  const [id, act] = [uuidv7(), uuidv7()];
  await mustApply(db, 'arrests.record', { ...ARRESTED, campaign, id, code: `A-${(counter += 1)}`, at: hours(-3) });
  await mustApply(db, 'arrests.act', { arrest: id, id: act, kind: 'presented', at: hours(-1) });
  await mustApply(db, 'arrests.look', { arrest: id, id: uuidv7() });
  return id;
}
