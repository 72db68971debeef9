/** The operations on papers, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { person } from './person';
import { ids, type ExpectedOp } from './wrong-args';

export const PAPER_RECORD_OPS: Record<Extract<OpKind, `papers.${string}`>, ExpectedOp> = {
  'papers.look': {
    may: ['legal'],
    args: async (cast) => ({ person: await person(cast) }),
    bad: ids('person'),
  },
};
