/** The operations on people and their custody, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

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

const key = (n: number): string => String(n).padStart(43, 'k');
const identity = (person: string) => ({
  person,
  id: uuidv7(),
  identitySealed: 'v1.k1.x',
  isMinor: false,
  isForeign: true,
  keys: [{ kind: 'name', key: key((counter += 1)) }],
});
async function identified(cast: Cast): Promise<string> {
  const args = identity(await somebody(cast));
  await mustApply(cast.db('legal'), 'people.identify', args);
  return args.person;
}
const told = (person: string) => ({
  person,
  id: uuidv7(),
  connection: 'family',
  kind: 'call',
  reliability: 'reliable',
  hearsay: 'direct',
  receivedOn: '2026-01-02',
  language: 'es',
  wordsSealed: 'v1.k1.x',
});
async function source(cast: Cast): Promise<{ person: string; source: string }> {
  const args = told(await somebody(cast));
  await mustApply(cast.db('legal'), 'sources.add', args);
  return { person: args.person, source: args.id };
}
async function merged(cast: Cast): Promise<string> {
  const args = { keep: await somebody(cast), gone: await somebody(cast), id: uuidv7() };
  await mustApply(cast.db('legal'), 'people.merge', args);
  return args.id;
}
const desk = ['legal'] as const;

export const CUSTODY_OPS: Record<
  Extract<OpKind, `people.${string}` | `custody.${string}` | `sources.${string}`>,
  ExpectedOp
> = {
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
  'people.identify': {
    may: desk,
    args: async (cast) => identity(await somebody(cast)),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...text('identitySealed', 60_000),
      ...flags('isMinor'),
      ...flags('isForeign'),
      ...['name', undefined, {}].map((bad): Bad => ['keys', bad, 'unknown_field']),
    ],
  },
  'people.consul': {
    may: desk,
    args: async (cast) => ({ person: await identified(cast), toldOn: '2026-01-03' }),
    bad: [...ids('person'), ['toldOn', '2026-02-30', 'date'], ahead('toldOn')],
  },
  'people.look': {
    may: desk,
    args: async (cast) => ({ person: await somebody(cast) }),
    bad: ids('person'),
  },
  'people.export': {
    may: ROLES,
    args: ({ campaign }) => ({ campaign, id: uuidv7() }),
    bad: [...ids('campaign'), ...ids('id')],
  },
  'people.merge': {
    may: desk,
    args: async (cast) => ({ keep: await somebody(cast), gone: await somebody(cast), id: uuidv7() }),
    bad: [...ids('keep'), ...ids('gone'), ...ids('id')],
  },
  'people.unmerge': { may: desk, args: async (cast) => ({ merge: await merged(cast) }), bad: ids('merge') },
  'sources.add': {
    may: desk,
    args: async (cast) => told(await somebody(cast)),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...choice('connection'),
      ...choice('kind'),
      ...choice('reliability'),
      ...choice('hearsay'),
      ...days('receivedOn'),
      ahead('receivedOn'),
      ...note('language', 40),
      ...note('wordsSealed', 20_000),
    ],
  },
  'sources.cite': {
    may: desk,
    args: async (cast) => {
      const { person, source: of } = await source(cast);
      return { source: of, id: uuidv7(), entity: 'people', row: person, of: 'legal_name', stance: 'supports' };
    },
    bad: [
      ...ids('source'),
      ...ids('id'),
      ...choice('entity'),
      ...ids('row'),
      ['row', uuidv7(), 'choice'],
      ['of', 'Legal Name', 'choice'],
      ...choice('stance'),
    ],
  },
  'sources.strike': {
    may: desk,
    args: async (cast) => ({ what: 'source', row: (await source(cast)).source, struck: true }),
    bad: [...choice('what'), ...ids('row'), ...flags('struck')],
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
export async function furnishCustody(db: Db, campaign: string, person: string): Promise<string> {
  const stay = { person, id: uuidv7(), facility: 'Unidad 1', notice: 'no', fromDate: '2026-01-01' };
  await mustApply(db, 'custody.stay', stay);
  await mustApply(db, 'custody.contact', { ...stay, id: uuidv7(), kind: 'family', answer: 'no' });
  const obligation = weekly(person);
  await mustApply(db, 'custody.oblige', obligation);
  await mustApply(db, 'custody.check', checked(obligation.id));
  await mustApply(db, 'people.export', { campaign, id: uuidv7() });
  await mustApply(db, 'people.identify', identity(person));
  const from = told(person);
  await mustApply(db, 'sources.add', from);
  await mustApply(db, 'sources.cite', {
    source: from.id,
    id: uuidv7(),
    entity: 'people',
    row: person,
    stance: 'supports',
  });
  const twins = [registered({ campaign }), registered({ campaign })] as const;
  for (const twin of twins) await mustApply(db, 'people.register', twin);
  await mustApply(db, 'people.merge', { keep: twins[0].id, gone: twins[1].id, id: uuidv7() });
  return obligation.id;
}
