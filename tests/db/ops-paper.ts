/** The operations on paper and milestones, beside `ops-expected.ts`. */
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { days, flags, ids, note, text, type ExpectedOp } from './wrong-args';

const may = ['owner', 'organizer'] as const;
let counter = 0;
const row = () => ({ id: uuidv7(), country: 'AR', nameSealed: 'v1.x', nameKey: `key ${++counter}` });
const batchArgs = ({ campaign }: Cast) => ({
  campaign,
  id: uuidv7(),
  label: 'Plaza',
  place: 'Plaza de Mayo',
  day: '2026-01-01',
  onSheet: 12,
  rows: [row()],
});
const numbers = (argument: string, wrong: readonly unknown[]): [string, unknown, string][] =>
  wrong.map((bad) => [argument, bad, 'number']);

async function batch(cast: Cast) {
  const args = batchArgs(cast);
  await mustApply(cast.db('organizer'), 'paper.batch', args);
  return args;
}

export const PAPER_OPS = {
  'paper.batch': {
    may,
    args: batchArgs,
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('label', 80),
      ...note('place', 120),
      ...days('day'),
      ['day', '2098-01-01', 'future'],
      ...numbers('onSheet', [0, -1, 1.5, 100_001, '5', null, undefined]),
      ['scan', 'not-an-id', 'required'],
      ['scan', uuidv7(), 'file_broken'],
      ['rows', 'many', 'unknown_field'],
      ['rows', Array.from({ length: 501 }, row), 'too_many_rows'],
    ],
  },
  'paper.remove': {
    may,
    args: async (cast) => ({ batch: (await batch(cast)).id, removed: true, reason: 'Entered twice' }),
    bad: [...ids('batch'), ...flags('removed'), ...text('reason', 400)],
  },
  'paper.strike': {
    may,
    args: async (cast) => ({ row: (await batch(cast)).rows[0]?.id, struck: true }),
    bad: [...ids('row'), ...flags('struck')],
  },
  'milestones.set': {
    may,
    args: ({ campaign }) => ({ campaign, numbers: [10_000 + ++counter] }),
    bad: [
      ...ids('campaign'),
      ...numbers('numbers', ['many', undefined, [0], [1.5], ['5'], [100_000_000], Array(41).fill(5)]),
    ],
  },
} satisfies Record<string, ExpectedOp>;
