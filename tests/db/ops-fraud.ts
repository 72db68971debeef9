/** The operations of the fraud desk. */
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { ids, note, type ExpectedOp } from './wrong-args';

const aRun = (campaign: string) => ({
  campaign,
  id: uuidv7(),
  kind: 'invalidate',
  conditions: { country: 'AQ' },
  reason: 'bot',
  expected: 0,
});
async function run({ campaign, db }: Cast): Promise<string> {
  const args = aRun(campaign);
  await mustApply(db('owner'), 'fraud.begin', args);
  return args.id;
}
let counter = 0;

export const FRAUD_OPS = {
  'fraud.set_rules': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      burst: 100 + ++counter,
      sustained: 1000,
      bareBurst: 10,
      bareSustained: 100,
      looseCountries: ['AR', 'CL'],
      looseFactor: 3,
      alarmHour: 50,
    }),
    bad: [
      ...ids('campaign'),
      ...['burst', 'sustained', 'bareBurst', 'bareSustained', 'looseFactor', 'alarmHour'].flatMap((field) =>
        ['many', 0, -1, 1.5, 1e12, null].map((bad): [string, unknown, string] => [field, bad, 'number']),
      ),
      ['looseCountries', ['Argentina'], 'country'],
      ['looseCountries', 'AR', 'country'],
    ],
  },
  'fraud.dismiss': {
    may: ['owner', 'organizer'],
    args: async ({ world, campaign }) => {
      const { rows } = await world.sql.query<{ id: string }>(
        `insert into fraud_alarms (campaign_id, kind, trend_key, label, n) values ($1, 'network', $2, 'A', 9) returning id`,
        [campaign, uuidv7()],
      );
      return { alarm: rows[0]?.id ?? '' };
    },
    bad: ids('alarm'),
  },
  'fraud.begin': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => aRun(campaign),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['kind', 'erase', 'choice'],
      ['reason', 'whim', 'choice'],
      ['conditions', {}, 'required'],
      ['conditions', { states: ['confirmed'] }, 'required'],
      ['conditions', 'all', 'required'],
      ['expected', -1, 'number'],
      ...note('wordsSealed', 4000),
    ],
  },
  'fraud.cancel': { may: ['owner', 'organizer'], args: async (cast) => ({ run: await run(cast) }), bad: ids('run') },
  'fraud.undo': {
    may: ['owner', 'organizer'],
    args: async (cast) => {
      const id = await run(cast);
      await cast.world.sql.query(`update invalidations set state = 'done' where id = $1`, [id]);
      return { run: id };
    },
    bad: ids('run'),
  },
} as const satisfies Record<string, ExpectedOp>;
