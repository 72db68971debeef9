/** The operations on organisations that endorse, beside `ops-expected.ts`. */
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { flags, ids, note, text, type ExpectedOp } from './wrong-args';

const may = ['owner', 'organizer'] as const;
let counter = 0;
const organisation = () => ({ name: `Sindicato ${++counter}`, country: 'AR', kind: 'union', website: null, quote: '' });
const addArgs = ({ campaign }: Cast) => ({ campaign, id: uuidv7(), ...organisation() });

async function endorsement(cast: Cast): Promise<string> {
  const args = addArgs(cast);
  await mustApply(cast.db('organizer'), 'endorsement.add', args);
  return args.id;
}
const notAnOrganisation = (): [string, unknown, string][] => [
  ...text('name', 160),
  ['name', 'x', 'too_short'],
  ['country', 'Argentina', 'country'],
  ['country', undefined, 'country'],
  ['kind', 'army', 'choice'],
  ['kind', undefined, 'choice'],
  ['website', 'javascript:alert(1)', 'url'],
  ['website', 'https://x y', 'url'],
  ...note('website', 300),
  ...note('quote', 280),
  ['locale', 'fr', 'choice'],
  ['logo', 'not-an-id', 'required'],
  ['logo', uuidv7(), 'file_broken'],
  ...[0, -1, 1.5, 10_000, '1'].map((bad): [string, unknown, string] => ['place', bad, 'number']),
];

export const ENDORSEMENT_OPS = {
  'endorsement.add': {
    may,
    args: addArgs,
    bad: [...ids('campaign'), ...ids('id'), ...notAnOrganisation(), ...note('contactSealed', 2000)],
  },
  'endorsement.set': {
    may,
    args: async (cast) => ({ endorsement: await endorsement(cast), ...organisation() }),
    bad: [...ids('endorsement'), ...notAnOrganisation()],
  },
  'endorsement.decide': {
    may,
    args: async (cast) => ({ endorsement: await endorsement(cast), state: 'declined' }),
    bad: [...ids('endorsement'), ['state', 'withdrawn', 'choice'], ['state', undefined, 'choice']],
  },
  'endorsement.remove': {
    may,
    args: async (cast) => ({ endorsement: await endorsement(cast), removed: true }),
    bad: [...ids('endorsement'), ...flags('removed')],
  },
} satisfies Record<string, ExpectedOp>;
