/** The operations on cases and who stands in them, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { ROLES } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
type Kinds = Extract<OpKind, `cases.${string}` | `charges.${string}`>;
let counter = 0;
const soon = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const given = ([, bad]: Bad): boolean => bad !== undefined;
/** A day that may be left open: empty, null and absent are none. */
const openDays = (argument: string): Bad[] => days(argument).filter(([, bad]) => bad !== undefined && bad !== '');
const choices = (argument: string, ...wrong: unknown[]): Bad[] => wrong.map((bad) => [argument, bad, 'choice']);
const versions: Bad[] = ['1', 0, 1.5, null, undefined].map((bad) => ['version', bad, 'number']);
const begun: Bad[] = [...openDays('startedOn'), ['startedOn', soon(3), 'future']];
const facts: Bad[] = [
  ...note('court', 160),
  ...note('forum', 80),
  ...note('jurisdiction', 40),
  ['jurisdiction', 'Federal CABA', 'choice'],
  ['numbers', 'FSM 1/2026', 'unknown_field'],
  ['numbers', [7], 'unknown_field'],
  ['numbers', ['x'.repeat(61)], 'too_long'],
  ['numbers', Array.from({ length: 11 }, (_, n) => `N ${n}`), 'too_long'],
  ...choices('stage', 'plea'),
  ...begun,
];
const charge: Bad[] = [
  ...ids('id'),
  ...text('law', 80),
  ...text('article', 60),
  ...note('title', 200),
  ...days('asOf'),
  ['asOf', soon(3), 'future'],
  ['asOf', '2025-12-31', 'before_case'],
];
const standing: Bad[] = [
  ...choices('capacity', 'guilty', undefined),
  ...choices('defence', 'nobody', undefined),
  ...days('asOf'),
  ['asOf', soon(3), 'future'],
  ['asOf', '2025-12-31', 'before_case'],
];

const opened = (campaign: string) => ({
  campaign,
  id: uuidv7(),
  code: `CAUSA-${++counter}`,
  court: 'Federal 7',
  numbers: [`CFP ${counter}/2026`],
  jurisdiction: 'federal-caba',
  forum: 'Federal',
  startedOn: '2026-01-01',
  stage: 'investigation',
});
async function aCase(cast: Cast): Promise<string> {
  const args = opened(cast.campaign);
  await mustApply(cast.db('legal'), 'cases.open', args);
  return args.id;
}
async function aPerson(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  const placed = { status: 'pretrial_detention', place: '', fromDate: '2026-01-01', statusId: uuidv7() };
  await mustApply(db, 'people.register', { campaign, id, code: `CA-${++counter}`, pseudonym: 'Sauce', ...placed });
  return id;
}
const AS = { capacity: 'accused', asOf: '2026-02-01', defence: 'public' };
const CHARGE = { law: 'Código Penal', article: 'art. 239', title: 'Resistencia a la autoridad', asOf: '2026-02-01' };

async function aLink(cast: Cast): Promise<string> {
  const link = uuidv7();
  const person = await aPerson(cast.db('legal'), cast.campaign);
  await mustApply(cast.db('legal'), 'cases.add_person', { case: await aCase(cast), id: link, person, ...AS });
  return link;
}
async function aCharge(cast: Cast): Promise<string> {
  const id = uuidv7();
  await mustApply(cast.db('legal'), 'charges.add', { link: await aLink(cast), id, ...CHARGE });
  return id;
}

export const CASE_OPS: Record<Kinds, ExpectedOp> = {
  'cases.open': {
    may: ['legal'],
    args: async (cast) => ({ ...opened(cast.campaign), parent: await aCase(cast), incident: 'appeal' }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('code', 40),
      ['parent', 'not-an-id', 'required'],
      ['parent', uuidv7(), 'choice'],
      ...choices('incident', 'party', undefined),
      ...facts,
    ],
  },
  'cases.edit': {
    may: ['legal'],
    args: async (cast) => ({
      ...opened(cast.campaign),
      case: await aCase(cast),
      version: 1,
      judge: 'Juzgado 7',
      clerk: '14',
      prosecutor: 'Fiscalía 3',
      secrecyUntil: soon(10),
    }),
    bad: [
      ...ids('case'),
      ...versions,
      ...text('code', 40).filter(given),
      ...note('judge', 160),
      ...note('clerk', 160),
      ...note('prosecutor', 160),
      ...openDays('secrecyUntil'),
      ['secrecyUntil', '2025-12-31', 'before_case'],
      ...facts,
    ],
  },
  'cases.seal': {
    may: ['legal'],
    args: async (cast) => ({ case: await aCase(cast), version: 1, captionSealed: 'v1.k1.x', notesSealed: 'v1.k1.y' }),
    bad: [...ids('case'), ...versions, ...note('captionSealed', 4000), ...note('notesSealed', 60_000)],
  },
  'cases.look': {
    may: ['legal'],
    args: async (cast) => ({ case: await aCase(cast) }),
    bad: ids('case'),
  },
  'cases.rule': {
    may: ['legal'],
    args: async (cast) => ({
      case: await aCase(cast),
      version: 1,
      id: uuidv7(),
      ruleset: 'AR-CPPN',
      jurisdiction: 'federal-caba',
      startedOn: '2026-01-02',
      reason: 'Empezó antes del 20 de abril',
      proposed: 'AR-CPPN · Res. 1034/2025',
    }),
    bad: [
      ...ids('case'),
      ...ids('id'),
      ...versions,
      ...text('ruleset', 24),
      ['ruleset', 'cppn', 'choice'],
      ...note('jurisdiction', 40),
      ...begun,
      ['startedOn', '', 'required'],
      ...text('reason', 400),
      ...note('proposed', 400),
    ],
  },
  'cases.hang': {
    may: ['legal'],
    args: async (cast) => ({ case: await aCase(cast), version: 1, parent: await aCase(cast), incident: 'cassation' }),
    bad: [
      ...ids('case'),
      ...versions,
      ['parent', 'not-an-id', 'required'],
      ['parent', uuidv7(), 'choice'],
      ...choices('incident', 'party', undefined),
    ],
  },
  'cases.close': {
    may: ['legal'],
    args: async (cast) => ({ case: await aCase(cast), outcome: 'Sobreseimiento' }),
    bad: [...ids('case'), ...note('outcome', 300)],
  },
  'cases.reopen': {
    may: ['legal'],
    async args(cast) {
      const id = await aCase(cast);
      await mustApply(cast.db('legal'), 'cases.close', { case: id });
      return { case: id };
    },
    bad: ids('case'),
  },
  'cases.export': {
    may: ROLES,
    args: ({ campaign }) => ({ campaign, id: uuidv7() }),
    bad: [...ids('campaign'), ...ids('id')],
  },
  'cases.follow': {
    may: ROLES,
    args: async (cast) => ({ case: await aCase(cast), id: uuidv7(), following: true }),
    bad: [...ids('case'), ...ids('id'), ...flags('following'), ['following', undefined, 'required']],
  },
  'cases.add_person': {
    may: ['legal'],
    args: async (cast) => ({
      case: await aCase(cast),
      id: uuidv7(),
      person: await aPerson(cast.db('legal'), cast.campaign),
      ...AS,
    }),
    bad: [...ids('case'), ...ids('id'), ...ids('person'), ['person', uuidv7(), 'choice'], ...standing],
  },
  'cases.set_person': {
    may: ['legal'],
    args: async (cast) => ({
      link: await aLink(cast),
      id: uuidv7(),
      capacity: 'indicted',
      asOf: '2026-03-01',
      defence: 'private',
    }),
    bad: [...ids('link'), ...ids('id'), ...standing],
  },
  'cases.undo_capacity': {
    may: ['legal'],
    async args(cast) {
      const [link, capacity] = [await aLink(cast), uuidv7()];
      await mustApply(cast.db('legal'), 'cases.set_person', {
        link,
        id: capacity,
        ...AS,
        capacity: 'indicted',
        asOf: '2026-03-01',
      });
      return { link, capacity };
    },
    bad: [...ids('link'), ...ids('capacity')],
  },
  'cases.remove_person': {
    may: ['legal'],
    args: async (cast) => ({ link: await aLink(cast) }),
    bad: ids('link'),
  },
  'cases.restore_person': {
    may: ['legal'],
    async args(cast) {
      const link = await aLink(cast);
      await mustApply(cast.db('legal'), 'cases.remove_person', { link });
      return { link };
    },
    bad: ids('link'),
  },
  'charges.add': {
    may: ['legal'],
    args: async (cast) => ({ link: await aLink(cast), id: uuidv7(), ...CHARGE }),
    bad: [...ids('link'), ...charge],
  },
  'charges.replace': {
    may: ['legal'],
    args: async (cast) => ({ charge: await aCharge(cast), id: uuidv7(), ...CHARGE, asOf: '2026-04-01' }),
    bad: [...ids('charge'), ...charge, ['asOf', '2026-01-15', 'before_charge']],
  },
  'charges.end': {
    may: ['legal'],
    args: async (cast) => ({ charge: await aCharge(cast), endedOn: '2026-04-01', how: 'dropped' }),
    bad: [
      ...ids('charge'),
      ...days('endedOn'),
      ['endedOn', soon(3), 'future'],
      ['endedOn', '2026-01-15', 'before_charge'],
      ...choices('how', 'replaced', undefined),
    ],
  },
  'charges.undo': {
    may: ['legal'],
    args: async (cast) => ({ charge: await aCharge(cast) }),
    bad: ids('charge'),
  },
};

/** One row in each of the tables, on a case and a person that are there. */
export async function furnishCases(db: Db, campaign: string, theCase: string, person: string): Promise<string> {
  const link = uuidv7();
  await mustApply(db, 'cases.add_person', { case: theCase, id: link, person, ...AS });
  await mustApply(db, 'charges.add', { link, id: uuidv7(), ...CHARGE });
  await mustApply(db, 'cases.follow', { case: theCase, id: uuidv7(), following: true });
  await mustApply(db, 'cases.export', { campaign, id: uuidv7() });
  await mustApply(db, 'cases.rule', {
    case: theCase,
    version: 1,
    id: uuidv7(),
    ruleset: 'AR-CPPN',
    jurisdiction: '',
    startedOn: '2026-01-01',
    reason: 'x',
  });
  return link;
}
