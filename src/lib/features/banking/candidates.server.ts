import type { CandidateRow } from './banking.repo.server';
import type { Candidate } from './suggest';
import { sameName } from './words';

/** What the database found, as it is weighed; the names of both sides are compared here and go no further. */
export function candidateOf(row: CandidateRow, payer: string, promised: string): Candidate {
  const { kind, target, id, how, currency, minor, received, state, day, reference, number } = row;
  return {
    kind: kind as Candidate['kind'],
    target,
    id,
    how: how as unknown as Candidate['how'],
    ...(currency !== undefined && { currency }),
    ...(minor !== undefined && { minor: BigInt(minor) }),
    ...(received !== undefined && { received: BigInt(received) }),
    ...(state !== undefined && { state }),
    ...(day !== undefined && { day }),
    ...(reference !== undefined && { reference }),
    ...(number !== undefined && { number }),
    ...(promised !== '' && payer !== '' && { alike: sameName(promised, payer) }),
  };
}
