/** The operations on people and their custody, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { days, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
const may = ['owner', 'legal'] as const;
const choice = (argument: string): Bad[] => ['nothing', undefined, 7].map((bad) => [argument, bad, 'choice']);
const ahead = (argument: string): Bad => [argument, '2098-01-01', 'future'];
const begins: Bad[] = [...days('fromDate'), ahead('fromDate'), ['fromKnown', 'moon', 'choice']];
const period: Bad[] = [
  ...begins,
  ['toDate', '2026-02-30', 'date'],
  ahead('toDate'),
  ['toDate', '2025-12-31', 'before_start'],
  ['toKnown', 'moon', 'choice'],
];
const corrected: Bad = ['corrects', 'not-an-id', 'required'];

const registered = ({ campaign }: Pick<Cast, 'campaign'>) => ({
  campaign,
  id: uuidv7(),
  code: `K-${(counter += 1)}`,
  pseudonym: 'Luna',
  statusId: uuidv7(),
  status: 'pretrial_detention',
  place: 'Ezeiza',
  fromDate: '2026-01-01',
});
/** Somebody held since the beginning of 2026. */
async function somebody(cast: Cast): Promise<string> {
  const args = registered(cast);
  await mustApply(cast.db('legal'), 'people.register', args);
  return args.id;
}
const weekly = (person: string) => ({
  person,
  id: uuidv7(),
  kind: 'present',
  place: 'Juzgado',
  fromDate: '2026-01-05',
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  nextOn: '2026-01-05',
});
async function obliged(cast: Cast): Promise<{ person: string; obligation: string }> {
  const args = weekly(await somebody(cast));
  await mustApply(cast.db('legal'), 'custody.oblige', args);
  return { person: args.person, obligation: args.id };
}
const checked = (obligation: string) => ({
  obligation,
  id: uuidv7(),
  dueOn: '2026-01-05',
  doneOn: '2026-01-06',
  nextOn: '2026-01-12',
});

export const CUSTODY_OPS: Record<Extract<OpKind, `people.${string}` | `custody.${string}`>, ExpectedOp> = {
  'people.register': {
    may,
    args: registered,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...ids('statusId'),
      ...text('code', 16),
      ['code', 'maría', 'code'],
      ...text('pseudonym', 80),
      ...choice('status'),
      ...note('place', 160),
      ...period,
    ],
  },
  'people.set_status': {
    may,
    args: async (cast) => ({
      person: await somebody(cast),
      id: uuidv7(),
      status: 'house_arrest',
      place: '',
      fromDate: '2026-02-01',
    }),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...choice('status'),
      ...note('place', 160),
      ...period.filter(([, bad]) => bad !== '2025-12-31'),
      corrected,
    ],
  },
  'people.rename': {
    may,
    args: async (cast) => ({ person: await somebody(cast), pseudonym: `Ceibo ${(counter += 1)}` }),
    bad: [...ids('person'), ...text('pseudonym', 80)],
  },
  'custody.stay': {
    may,
    args: async (cast) => ({
      person: await somebody(cast),
      id: uuidv7(),
      facility: 'Unidad 1',
      notice: 'no',
      fromDate: '2026-01-01',
    }),
    bad: [...ids('person'), ...ids('id'), ...text('facility', 160), ...choice('notice'), ...period, corrected],
  },
  'custody.contact': {
    may,
    args: async (cast) => ({
      person: await somebody(cast),
      id: uuidv7(),
      kind: 'family',
      answer: 'no',
      fromDate: '2026-01-01',
    }),
    bad: [...ids('person'), ...ids('id'), ...choice('kind'), ...choice('answer'), ...begins, corrected],
  },
  'custody.oblige': {
    may,
    args: async (cast) => weekly(await somebody(cast)),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...choice('kind'),
      ...note('place', 160),
      ...days('fromDate'),
      ['toDate', '2026-01-04', 'before_start'],
      ['rule', 'every Monday', 'choice'],
      ['nextOn', '2026-02-30', 'date'],
      corrected,
    ],
  },
  'custody.check': {
    may,
    args: async (cast) => checked((await obliged(cast)).obligation),
    bad: [
      ...ids('obligation'),
      ...ids('id'),
      ...days('dueOn'),
      ...days('doneOn'),
      ahead('doneOn'),
      ['doneOn', '2025-12-31', 'before_start'],
      ['nextOn', '2026-02-30', 'date'],
    ],
  },
  'custody.undo': {
    may,
    args: async (cast) => {
      const { person, obligation } = await obliged(cast);
      return { person, what: 'obligations', row: obligation };
    },
    bad: [...ids('person'), ...ids('row'), ...choice('what')],
  },
};

/** One row in each of the tables, of a person there is. */
export async function furnishCustody(db: Db, person: string): Promise<string> {
  const stay = { person, id: uuidv7(), facility: 'Unidad 1', notice: 'no', fromDate: '2026-01-01' };
  await mustApply(db, 'custody.stay', stay);
  await mustApply(db, 'custody.contact', { ...stay, id: uuidv7(), kind: 'family', answer: 'no' });
  const obligation = weekly(person);
  await mustApply(db, 'custody.oblige', obligation);
  await mustApply(db, 'custody.check', checked(obligation.id));
  return obligation.id;
}
