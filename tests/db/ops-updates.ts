/** The operations of updates: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { flags, ids, text, type ExpectedOp } from './wrong-args';

const COUNTS = [-1, 1.5, '2', null, undefined] as const;
let turn = 1;

/** Written by nobody of the cast, so that each of them may let it go; in a week of its own. */
async function draft({ world, campaign }: Cast, asked = true): Promise<string> {
  const id = uuidv7();
  await world.sql.query("update updates set published_at = now() - interval '8 days' where published_at is not null");
  await world.sql.query(
    'insert into updates (id, campaign_id, asked_at) values ($1, $2, case when $3 then now() end)',
    [id, campaign, asked],
  );
  return id;
}
async function sending(cast: Cast): Promise<string> {
  const update = await draft(cast);
  await mustApply(cast.db('owner'), 'updates.approve', { update, version: 1 });
  return update;
}

export const UPDATE_OPS: Record<Extract<OpKind, `updates.${string}`>, ExpectedOp> = {
  'updates.write': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), locale: 'es', title: 'Novedad', body: 'Ayer.' }),
    bad: [...ids('campaign'), ...ids('id'), ['locale', 'fr', 'choice'], ...text('title', 160), ...text('body', 20_000)],
  },
  'updates.ask': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ update: await draft(cast, false), asked: true }),
    bad: [...ids('update'), ...flags('asked'), ['asked', undefined, 'required']],
  },
  'updates.approve': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ update: await draft(cast), version: 1 }),
    bad: [...ids('update'), ...COUNTS.map((n): [string, unknown, string] => ['version', n, 'number'])],
  },
  'updates.set_cap': {
    may: ['owner', 'organizer'],
    // Another number each time, so that every attempt has an effect to show.
    args: ({ campaign }) => ({ campaign, weekly: 1 + (++turn % 7) }),
    bad: [...ids('campaign'), ...[...COUNTS, 0, 8].map((n): [string, unknown, string] => ['weekly', n, 'number'])],
  },
  'updates.steer': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ update: await sending(cast), to: 'paused' }),
    bad: [...ids('update'), ['to', 'draft', 'choice'], ['to', undefined, 'choice']],
  },
};
