/** The operations of updates: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { ids, text, type ExpectedOp } from './wrong-args';

/** Written by nobody of the cast, so that each of them may let it go; in a week of its own. */
async function draft({ world, campaign }: Cast): Promise<string> {
  const id = uuidv7();
  await world.sql.query("update updates set published_at = now() - interval '8 days' where published_at is not null");
  await world.sql.query('insert into updates (id, campaign_id) values ($1, $2)', [id, campaign]);
  return id;
}
async function sending(cast: Cast): Promise<string> {
  const update = await draft(cast);
  await mustApply(cast.db('owner'), 'updates.approve', { update });
  return update;
}

export const UPDATE_OPS: Record<Extract<OpKind, `updates.${string}`>, ExpectedOp> = {
  'updates.write': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), locale: 'es', title: 'Novedad', body: 'Ayer.' }),
    bad: [...ids('campaign'), ...ids('id'), ['locale', 'fr', 'choice'], ...text('title', 160), ...text('body', 20_000)],
  },
  'updates.approve': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ update: await draft(cast) }),
    bad: ids('update'),
  },
  'updates.steer': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ update: await sending(cast), to: 'paused' }),
    bad: [...ids('update'), ['to', 'draft', 'choice'], ['to', undefined, 'choice']],
  },
};
