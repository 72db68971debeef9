/** Operations on single signatures: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Cast } from './cast';
import { ids, type ExpectedOp } from './wrong-args';

async function signature({ world, campaign }: Cast): Promise<string> {
  const id = uuidv7();
  await world.sql.query(
    `insert into signatures (id, campaign_id, email_key, email_sealed, name_sealed, country, visibility, locale, op_id, comment_sealed)
     values ($1, $2, $3, 'sealed', 'sealed', 'AR', 'private', 'es', $4, 'sealed')`,
    [id, campaign, `mailbox ${id}`, uuidv7()],
  );
  return id;
}

const onOne: ExpectedOp = {
  may: ['owner', 'organizer'],
  args: async (cast) => ({ campaign: cast.campaign, id: uuidv7(), signature: await signature(cast) }),
  bad: [...ids('campaign'), ...ids('signature'), ...ids('id')],
};

export const SIGNATURE_OPS = {
  'signatures.look': onOne,
  'signatures.erase': onOne,
  'signatures.resend': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ campaign: cast.campaign, id: uuidv7(), signatures: [await signature(cast)] }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['signatures', [], 'required'],
      ['signatures', 'all', 'required'],
      ['signatures', ['1'], 'required'],
      ['signatures', Array.from({ length: 201 }, () => uuidv7()), 'required'],
    ],
  },
  'signatures.export': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({ campaign, id: uuidv7(), filter: { country: 'AR' }, columns: ['name'] }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['columns', [], 'required'],
      ['columns', 'name', 'required'],
      ['filter', [], 'unknown_field'],
      ['filter', 'all', 'unknown_field'],
    ],
  },
  'comments.decide': {
    may: ['owner', 'organizer'],
    args: async (cast) => {
      const one = await signature(cast);
      await cast.world.sql.query(`update signatures set state = 'confirmed', confirmed_at = now() where id = $1`, [
        one,
      ]);
      return { campaign: cast.campaign, id: uuidv7(), decision: 'approved', items: [{ signature: one, text: 'Yes' }] };
    },
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['decision', 'burn', 'choice'],
      ['decision', undefined, 'choice'],
      ['items', [], 'required'],
      ['items', 'all', 'required'],
    ],
  },
} satisfies Partial<Record<OpKind, ExpectedOp>>;
