/** The operations on needs, visits, parcels and letters, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { join, mustApply, type Cast } from './cast';
import { person } from './person';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
type Kinds = Extract<OpKind, `needs.${string}` | `care.${string}`>;
const working = ['owner', 'organizer', 'legal', 'treasurer', 'coordinator'] as const;
const choice = (argument: string): Bad[] => ['nothing', undefined, null].map((bad) => [argument, bad, 'choice']);
const given = ([, bad]: Bad): boolean => bad !== undefined;
const weekdays = (argument: string): Bad[] =>
  ['monday', [7], [0.5], ['1'], [0, 1, 2, 3, 4, 5, 6, 0], undefined].map((bad) => [argument, bad, 'choice']);
const clock = (argument: string): Bad[] => [[argument, '25:00', 'time'], ...note(argument, 5)];
const numbers = (argument: string, most: number): Bad[] =>
  ['many', 0, most + 1, 1.5, null, '5', undefined].map((bad) => [argument, bad, 'number']);
const due: Bad[] = [
  ['dueAt', '2026-02-30T10:00:00Z', 'instant'],
  ['dueAt', '2199-01-01T00:00:00Z', 'instant'],
];
const WEEK = [0, 1, 2, 3, 4, 5, 6];
/** In the campaign's zone, as the database counts it. */
const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Argentina/Buenos_Aires' }).format(Date.now());

const adding = (who: string) => ({
  person: who,
  id: uuidv7(),
  kind: 'medication',
  urgency: 'now',
  detailSealed: 'v1.k.x',
});
async function need(cast: Cast): Promise<string> {
  const args = adding(await person(cast));
  await mustApply(cast.db('legal'), 'needs.add', args);
  return args.id;
}
async function acted(cast: Cast): Promise<{ need: string; act: string }> {
  const [one, act] = [await need(cast), uuidv7()];
  await mustApply(cast.db('legal'), 'needs.act', { need: one, id: act, kind: 'take' });
  return { need: one, act };
}
const placing = (campaign: string) => ({
  campaign,
  id: uuidv7(),
  name: 'Unidad de ejemplo',
  visitDays: [5, 6],
  visitFrom: '09:00',
  visitTo: '12:00',
  parcelDays: [],
  checkedOn: '2026-01-02',
});
const turning = (campaign: string) => ({
  campaign,
  id: uuidv7(),
  kind: 'letter',
  weekdays: WEEK,
  every: 1,
  fromDay: '2026-01-05',
  at: '10:00',
  wanted: 30,
});
async function rota({ db, campaign }: Pick<Cast, 'db' | 'campaign'>): Promise<string> {
  const args = turning(campaign);
  await mustApply(db('legal'), 'care.rota', args);
  return args.id;
}
async function shift(cast: Cast): Promise<string> {
  const [one, id] = [await rota(cast), uuidv7()];
  await mustApply(cast.db('legal'), 'care.sign', { rota: one, id, day: today() });
  return id;
}

export const CARE_OPS: Record<Kinds, ExpectedOp> = {
  'needs.add': {
    may: working,
    args: async (cast) => adding(await person(cast)),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...choice('kind'),
      ...choice('urgency'),
      ...due,
      ['owner', uuidv7(), 'choice'],
      ...note('detailSealed', 40_000),
    ],
  },
  'needs.edit': {
    may: working,
    args: async (cast) => ({ need: await need(cast), urgency: 'days', dueAt: '2026-12-01T10:00:00Z' }),
    bad: [...ids('need'), ...choice('kind').filter(given), ...choice('urgency').filter(given), ...due],
  },
  'needs.act': {
    may: working,
    args: async (cast) => {
      const to = (await join(cast.world, cast.campaign, ['coordinator'])).userId;
      return { need: await need(cast), id: uuidv7(), kind: 'give', to };
    },
    bad: [
      ...ids('need'),
      ...ids('id'),
      ...choice('kind'),
      ...ids('to'),
      ['to', uuidv7(), 'choice'],
      ...note('note', 200),
    ],
  },
  'needs.undo': { may: working, args: acted, bad: [...ids('need'), ...ids('act')] },
  'needs.look': { may: ['legal'], args: async (cast) => ({ need: await need(cast) }), bad: ids('need') },
  'care.facility': {
    may: working,
    args: ({ campaign }) => placing(campaign),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('name', 160),
      ...note('town', 120),
      ...weekdays('visitDays'),
      ...weekdays('parcelDays'),
      ...clock('visitFrom'),
      ...note('parcelRules', 2000),
      ...note('papers', 400),
      ...note('source', 300),
      ['checkedOn', '2026-02-30', 'date'],
      ['checkedOn', '2098-01-01', 'future'],
    ],
  },
  'care.rota': {
    may: working,
    args: async (cast) => ({ ...turning(cast.campaign), person: await person(cast) }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...choice('kind'),
      ['facility', uuidv7(), 'choice'],
      ...weekdays('weekdays'),
      ['weekdays', [], 'choice'],
      ...numbers('every', 8),
      ...numbers('wanted', 50),
      ...days('fromDay'),
      ['untilDay', '2026-01-04', 'before_start'],
      ...clock('at'),
    ],
  },
  'care.end': {
    may: working,
    args: async (cast) => ({ rota: await rota(cast), ended: true }),
    bad: [...ids('rota'), ...flags('ended'), ['ended', undefined, 'unknown_field']],
  },
  'care.sign': {
    may: working,
    args: async (cast) => ({ rota: await rota(cast), id: uuidv7(), day: today() }),
    bad: [
      ...ids('rota'),
      ...ids('id'),
      ...days('day'),
      ['day', '2026-01-05', 'choice'],
      ['day', '2098-01-01', 'choice'],
    ],
  },
  'care.leave': { may: ['owner', 'legal'], args: async (cast) => ({ shift: await shift(cast) }), bad: ids('shift') },
  'care.mark': {
    may: working,
    args: async (cast) => ({ shift: await shift(cast), state: 'done' }),
    bad: [...ids('shift'), ...choice('state'), ['state', 'left', 'choice']],
  },
  'care.look': { may: ['legal'], args: async (cast) => ({ shift: await shift(cast) }), bad: ids('shift') },
};

/** One row in each of the tables. */
export async function furnishCare(db: Db, campaign: string, who: string): Promise<void> {
  const one = adding(who);
  const turn = { ...turning(campaign), person: who };
  await mustApply(db, 'needs.add', one);
  await mustApply(db, 'needs.act', { need: one.id, id: uuidv7(), kind: 'take' });
  await mustApply(db, 'care.facility', placing(campaign));
  await mustApply(db, 'care.rota', turn);
  await mustApply(db, 'care.sign', { rota: turn.id, id: uuidv7(), day: today() });
}
