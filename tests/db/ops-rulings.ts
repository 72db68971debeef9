/** The operations on resolutions and notifications: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, value, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

type Kinds = Extract<OpKind, `rulings.${string}`>;
type Bad = [string, unknown, string];
let counter = 0;

/** A case of that campaign, opened by entering a deadline, like every other. */
export async function openCase(db: Db, campaign: string): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'hearings.schedule', {
    campaign,
    id: uuidv7(),
    caseId: id,
    caseCode: `R-${(counter += 1)}-${id.slice(-4)}`,
    kind: 'appeal',
    startsAt: '2026-12-01T12:00:00Z',
    tz: 'UTC',
    court: 'Cámara',
  });
  return id;
}

const FACTS = { kind: 'indictment', datedOn: '2026-05-04', court: 'Juzgado 1' };
const TOLD = { party: 'defence', mode: 'electronic', day: '2026-05-05', km: 0 };

async function resolved(db: Db, theCase: string): Promise<string> {
  const id = uuidv7();
  const rows = [{ id, person: null, summarySealed: 'v1.k1.sealed' }];
  await mustApply(db, 'rulings.add', { case: theCase, ...FACTS, rows });
  return id;
}
async function notified(db: Db, resolution: string): Promise<string> {
  const id = uuidv7();
  await mustApply(db, 'rulings.notify', { ...TOLD, rows: [{ id, resolution }] });
  return id;
}
const caseOf = (cast: Cast): Promise<string> => openCase(cast.db('legal'), cast.campaign);
const ruling = async (cast: Cast): Promise<string> => resolved(cast.db('legal'), await caseOf(cast));
const telling = async (cast: Cast): Promise<string> => notified(cast.db('legal'), await ruling(cast));

const running = (notification: string, more: object = {}): Record<string, unknown> => ({
  notification,
  edits: 0,
  id: uuidv7(),
  rule: 'N-450',
  ruleVersion: 1,
  nature: 'peremptory',
  served: { at: '2026-05-05', resolved: '2026-05-04' },
  dueOn: '2026-05-08',
  calendarVersion: '1',
  computed: { nominalDue: '2026-05-08' },
  ...more,
});
const entering = (notification: string): Record<string, unknown> => ({
  calendar: 'AR-RULED',
  revision: 0,
  deadlines: [running(notification)],
});

/** A notification with a deadline on it, and what it was seen with. */
async function hung(cast: Cast): Promise<{ notification: string; deadline: string; seen: string }> {
  const notification = await telling(cast);
  const args = entering(notification);
  await mustApply(cast.db('legal'), 'rulings.enter', args);
  const [{ id }] = args['deadlines'] as [{ id: string }];
  const seen = await value<string>(cast.world, 'select app.notification_seen($1)', [notification]);
  return { notification, deadline: id, seen };
}

const rows = (name: string, most: number): Bad[] => [
  [name, undefined, 'required'],
  [name, {}, 'required'],
  [name, [], 'number'],
  [name, Array.from({ length: most + 1 }, () => ({})), 'number'],
];
const FUTURE = '2099-01-01';
const facts: Bad[] = [
  ['kind', 'party', 'choice'],
  ['kind', undefined, 'choice'],
  ...days('datedOn'),
  ['datedOn', FUTURE, 'future'],
  ...note('court', 160),
];
const told: Bad[] = [
  ['party', 'judge', 'choice'],
  ['mode', 'pigeon', 'choice'],
  ...days('day'),
  ['day', FUTURE, 'future'],
  ['day', '2026-05-03', 'before_resolution'],
  ['at', '2026-05-05', 'instant'],
  ['at', '2099-01-01T00:00:00Z', 'future'],
  ['at', '2026-05-09T10:00:00-03:00', 'instant'],
  ['km', -1, 'number'],
  ['km', 40_001, 'number'],
];

export const RULING_OPS: Record<Kinds, ExpectedOp> = {
  'rulings.add': {
    may: ['legal'],
    args: async (cast) => ({
      case: await caseOf(cast),
      ...FACTS,
      rows: [{ id: uuidv7(), person: null, summarySealed: null }],
    }),
    bad: [...ids('case'), ...facts, ...rows('rows', 50)],
  },
  'rulings.edit': {
    may: ['legal'],
    args: async (cast) => ({ resolution: await ruling(cast), ...FACTS, kind: 'dismissal', summarySealed: null }),
    bad: [...ids('resolution'), ...facts, ['summarySealed', 'x'.repeat(8001), 'too_long']],
  },
  'rulings.undo': {
    may: ['legal'],
    args: async (cast) => ({ resolution: await ruling(cast), undone: true }),
    bad: [...ids('resolution'), ...flags('undone')],
  },
  'rulings.look': {
    may: ['legal'],
    args: async (cast) => ({ resolution: await ruling(cast) }),
    bad: ids('resolution').filter(([, bad]) => bad !== '00000000-0000-0000-0000-00000000000'),
  },
  'rulings.notify': {
    may: ['legal'],
    args: async (cast) => ({ ...TOLD, rows: [{ id: uuidv7(), resolution: await ruling(cast) }] }),
    bad: [...told, ...rows('rows', 50)],
  },
  'rulings.undo_notification': {
    may: ['legal'],
    args: async (cast) => ({ notification: await telling(cast), undone: true }),
    bad: [...ids('notification'), ...flags('undone')],
  },
  'rulings.enter': {
    may: ['legal'],
    args: async (cast) => entering(await telling(cast)),
    bad: [
      ...text('calendar', 40),
      ['calendar', 'ar fed', 'choice'],
      ['revision', '0', 'number'],
      ...rows('deadlines', 200),
    ],
  },
  'rulings.correct': {
    may: ['legal'],
    async args(cast) {
      const { notification, deadline, seen } = await hung(cast);
      const { dueOn, calendarVersion, computed, served } = running(notification, { dueOn: '2026-05-07' });
      const moves = [{ deadline, direction: 'earlier', dueOn, calendarVersion, computed, served }];
      return {
        ...TOLD,
        day: '2026-05-04',
        notification,
        seen,
        calendars: [{ calendar: 'AR-RULED', revision: 0 }],
        moves,
      };
    },
    bad: [
      ...ids('notification'),
      ...told,
      ...text('seen', 40),
      ['calendars', {}, 'required'],
      ['moves', {}, 'required'],
    ],
  },
};

/** One row in each of the tables, for the tests of who reads them. */
export async function furnishRulings(db: Db, campaign: string): Promise<{ resolution: string; notification: string }> {
  const resolution = await resolved(db, await openCase(db, campaign));
  return { resolution, notification: await notified(db, resolution) };
}
