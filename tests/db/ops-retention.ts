/** The operations of retention: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { ids, text, type ExpectedOp } from './wrong-args';

let counter = 0;

/** A campaign whose signatures are due, with no run under way. */
async function due({ world, campaign }: Cast): Promise<void> {
  const { sql } = world;
  await sql.query(`update retention_runs set state = 'cancelled' where campaign_id = $1 and state = 'running'`, [
    campaign,
  ]);
  await sql.query(
    `insert into retention_rules (campaign_id, basis, months) values ($1, 'confirmed', 24)
     on conflict (campaign_id) do update set basis = 'confirmed', months = 24`,
    [campaign],
  );
}

export const RETENTION_OPS: Record<Extract<OpKind, `retention.${string}`>, ExpectedOp> = {
  'retention.set': {
    may: ['owner'],
    args: ({ campaign }) => ({ campaign, basis: 'closed', months: (++counter % 100) + 2 }),
    bad: [
      ...ids('campaign'),
      ['basis', 'never', 'choice'],
      ['basis', undefined, 'choice'],
      ...[0, 121, 1.5, '24'].map((bad): [string, unknown, string] => ['months', bad, 'months']),
    ],
  },
  'retention.set_people': {
    may: ['owner'],
    args: ({ campaign }) => ({ campaign, months: (++counter % 100) + 2 }),
    bad: [
      ...ids('campaign'),
      ...[0, 121, 1.5, '24'].map((bad): [string, unknown, string] => ['months', bad, 'months']),
    ],
  },
  'retention.run': {
    may: ['owner'],
    async args(cast) {
      await due(cast);
      return { campaign: cast.campaign, id: uuidv7() };
    },
    bad: [...ids('campaign'), ...ids('id')],
  },
  'retention.cancel': {
    may: ['owner'],
    async args(cast) {
      const args = await RETENTION_OPS['retention.run'].args(cast);
      await mustApply(cast.db('owner'), 'retention.run', args);
      return { run: args['id'] };
    },
    bad: ids('run'),
  },
  'retention.erase_person': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      signatureKey: 'k'.repeat(43),
      letterKey: 'l'.repeat(43),
      endorserKey: 'e'.repeat(43),
      donorKey: 'd'.repeat(43),
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('signatureKey', 64),
      ...text('letterKey', 64),
      ...text('endorserKey', 64),
      ...text('donorKey', 64),
    ],
  },
};
