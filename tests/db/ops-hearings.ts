/** The operations on hearings, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, value, type Cast } from './cast';
import { flags, ids, instants, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
type Kinds = Extract<OpKind, `hearings.${string}`>;
const zone = 'America/Argentina/Buenos_Aires';
const working = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;
let counter = 0;
const numbers = (argument: string, most: number): Bad[] =>
  ['many', -1, most + 1, 1.5, null, '5'].map((bad) => [argument, bad, 'number']);
const parts = (...bad: unknown[]): Bad[] => [...bad, undefined, null].map((one) => ['part', one, 'choice']);
const facts: Bad[] = [
  ...numbers('minutes', 1440),
  ...note('room', 120),
  ...note('linkSealed', 4000),
  ['access', 'friends', 'choice'],
  ...numbers('watchWanted', 200),
  ...flags('pressWanted'),
  ...flags('transportWanted'),
  ...note('note', 1000),
];
const moments: Bad[] = [
  ...instants('startsAt'),
  ['startsAt', '1066-10-14T00:00:00Z', 'instant'],
  ['startsAt', '2200-01-01T00:00:00Z', 'instant'],
];

const scheduling = ({ campaign }: Cast, more: object = {}) => ({
  campaign,
  id: uuidv7(),
  caseId: uuidv7(),
  caseCode: `FRE H${(counter += 1)}/2026`,
  court: 'Federal',
  kind: 'trial',
  startsAt: '2027-03-01T10:00:00-03:00',
  tz: zone,
  note: '',
  ...more,
});
async function scheduled(cast: Cast, more: object = {}): Promise<string> {
  const args = scheduling(cast, more);
  await mustApply(cast.db('legal'), 'hearings.schedule', args);
  return args.id;
}
const past = { startsAt: '2026-03-01T10:00:00-03:00' };
const moved = async (cast: Cast): Promise<{ hearing: string; move: string }> => {
  const hearing = await scheduled(cast);
  await mustApply(cast.db('legal'), 'hearings.set', { hearing, status: 'suspended', reason: 'Strike' });
  return { hearing, move: await value(cast.world, 'select id from hearing_moves where hearing_id = $1', [hearing]) };
};
const meIn = (cast: Cast): Promise<string> =>
  value(cast.world, "select user_id from member_roles where campaign_id = $1 and roles = '{legal}' limit 1", [
    cast.campaign,
  ]);
async function assigned(cast: Cast, more: object = {}): Promise<{ hearing: string; user: string; part: string }> {
  const [hearing, user] = [await scheduled(cast, more), await meIn(cast)];
  await mustApply(cast.db('legal'), 'hearings.assign', { hearing, id: uuidv7(), user, part: 'watch' });
  return { hearing, user, part: 'watch' };
}

export const HEARING_OPS: Record<Kinds, ExpectedOp> = {
  'hearings.schedule': {
    may: ['legal'],
    args: (cast) => scheduling(cast, { minutes: 90, room: 'Sala 2', linkSealed: 'v1.k.x', watchWanted: 3 }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...ids('caseId'),
      ...text('caseCode', 40),
      ...text('court', 160),
      ['kind', 'party', 'choice'],
      ...moments,
      ['tz', 'Mars/Olympus', 'choice'],
      ['tz', undefined, 'choice'],
      ...facts,
      ['defence', 'eva', 'unknown_field'],
      ['defence', [uuidv7()], 'choice'],
    ],
  },
  'hearings.set': {
    may: ['legal'],
    args: async (cast) => ({ hearing: await scheduled(cast), startsAt: '2027-04-01T10:00:00-03:00', note: 'Moved' }),
    bad: [
      ...ids('hearing'),
      ...moments,
      ['status', 'gone', 'choice'],
      ['status', 'held', 'not_yet'],
      ...facts,
      ...note('outcome', 200),
      ...note('reason', 300),
      ...text('court', 160).filter(([, bad]) => bad !== undefined),
    ],
  },
  'hearings.undo': {
    may: ['legal'],
    args: async (cast) => ({ ...(await moved(cast)), id: uuidv7() }),
    bad: [...ids('hearing'), ...ids('id'), ...ids('move')],
  },
  'hearings.assign': {
    may: ['legal'],
    args: async (cast) => ({ hearing: await scheduled(cast), id: uuidv7(), user: await meIn(cast), part: 'defence' }),
    bad: [...ids('hearing'), ...ids('id'), ...ids('user'), ['user', uuidv7(), 'choice'], ...parts('judge')],
  },
  'hearings.join': {
    may: working,
    args: async (cast) => ({ hearing: await scheduled(cast, { watchWanted: 1 }), id: uuidv7(), part: 'watch' }),
    bad: [...ids('hearing'), ...ids('id'), ...parts('defence', 'judge')],
  },
  'hearings.leave': {
    may: ['legal'],
    args: (cast) => assigned(cast),
    bad: [...ids('hearing'), ...parts('judge'), ['user', 'x', 'required']],
  },
  'hearings.attended': {
    may: ['legal'],
    args: async (cast) => ({ ...(await assigned(cast, past)), came: true }),
    bad: [...ids('hearing'), ...ids('user'), ...parts('judge'), ...flags('came'), ['came', undefined, 'unknown_field']],
  },
  'hearings.look': {
    may: ['legal'],
    args: async (cast) => ({ hearing: await scheduled(cast), what: 'link' }),
    bad: [...ids('hearing'), ...['all', undefined].map((bad): Bad => ['what', bad, 'choice'])],
  },
};
