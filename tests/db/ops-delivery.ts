/** The operations of deliveries: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { days, ids, text, type ExpectedOp } from './wrong-args';

async function begun(cast: Cast): Promise<string> {
  const args = await DELIVERY_OPS['delivery.make'].args(cast);
  await mustApply(cast.db('owner'), 'delivery.make', args);
  return String(args['id']);
}
async function ready(cast: Cast): Promise<string> {
  const delivery = await begun(cast);
  await cast.world.backend.system().rpc('delivery_finish', { delivery, after: 0 });
  return delivery;
}

export const DELIVERY_OPS: Record<Extract<OpKind, `delivery.${string}`>, ExpectedOp> = {
  'delivery.make': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      recipient: 'Federal Chamber',
      day: '2026-03-01',
      locale: 'es',
      names: 'initials',
      consents: [],
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('recipient', 200),
      ...days('day'),
      ...[undefined, 'fr', null].map((bad): [string, unknown, string] => ['locale', bad, 'choice']),
      ...[undefined, 'nick', null].map((bad): [string, unknown, string] => ['names', bad, 'choice']),
      ...[undefined, null, '1', [1.5], [-1], ['1'], [null], { a: 1 }].map((bad): [string, unknown, string] => [
        'consents',
        bad,
        'unknown_field',
      ]),
      ['consents', [999], 'choice'],
      ['replaces', 'x', 'required'],
    ],
  },
  'delivery.cancel': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ delivery: await begun(cast) }),
    bad: ids('delivery'),
  },
  'delivery.take': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ delivery: await ready(cast), format: 'pdf' }),
    bad: [...ids('delivery'), ['format', 'doc', 'choice'], ['format', undefined, 'choice']],
  },
};
