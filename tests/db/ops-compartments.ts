/** The operations on compartments, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { join, mustApply, type Cast, type Persona } from './cast';
import { person } from './person';
import { ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
let counter = 0;
const until = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const created = ({ campaign }: Pick<Cast, 'campaign'>) => ({
  campaign,
  id: uuidv7(),
  memberId: uuidv7(),
  code: `K-${(counter += 1)}`,
});

/** One whose only member is the persona `legal`. */
export async function compartment(cast: Cast, persona: Persona = 'legal', campaign = cast.campaign): Promise<string> {
  const args = created({ campaign });
  await mustApply(cast.db(persona), 'compartments.create', args);
  return args.id;
}
const lawyer = async ({ world, campaign }: Cast): Promise<string> => (await join(world, campaign, ['legal'])).userId;

export const COMPARTMENT_OPS: Record<Extract<OpKind, `compartments.${string}`>, ExpectedOp> = {
  'compartments.create': {
    may: ['legal'],
    args: created,
    bad: [...ids('campaign'), ...ids('id'), ...ids('memberId'), ...text('code', 16), ['code', 'maría', 'code']],
  },
  'compartments.add_member': {
    may: ['legal'],
    args: async (cast) => ({
      compartment: await compartment(cast),
      id: uuidv7(),
      user: await lawyer(cast),
      reason: 'Weekend',
      until: until(48),
    }),
    bad: [
      ...ids('compartment'),
      ...ids('id'),
      ...ids('user'),
      ['user', uuidv7(), 'choice'],
      ...note('reason', 200),
      ['until', 'soon', 'instant'],
      ['until', until(-1), 'past'],
    ],
  },
  'compartments.remove_member': {
    may: ['legal'],
    args: async (cast) => {
      const [cell, user] = [await compartment(cast), await lawyer(cast)];
      await mustApply(cast.db('legal'), 'compartments.add_member', { compartment: cell, id: uuidv7(), user });
      return { compartment: cell, user };
    },
    bad: [...ids('compartment'), ...ids('user')],
  },
  'compartments.put': {
    may: ['legal'],
    args: async (cast) => ({ entity: 'people', id: await person(cast), compartment: await compartment(cast) }),
    bad: [
      ...ids('id'),
      ...['hearings', undefined, 5].map((bad): Bad => ['entity', bad, 'choice']),
      ['compartment', 'not-an-id', 'required'],
    ],
  },
};

/** One row in each of the tables. */
export async function furnishCompartments(cast: Cast, persona: Persona, campaign: string): Promise<string> {
  const id = await compartment(cast, persona, campaign);
  await cast.world.sql.query(
    `insert into looks (campaign_id, entity, entity_id, what, created_by) values ($1, 'people', gen_random_uuid(), 'identity', $2)`,
    [campaign, persona === 'anonymous' ? null : cast.users[persona].userId],
  );
  return id;
}
