/**
 * Somebody the campaign defends, for what hangs on a person. A file of its own: the lists of operations are joined by
 * `ops-expected.ts`, and what they need from each other may not come from there, or one of them is joined empty.
 */
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';

let counter = 0;

/** Registered by the persona `legal`, missing since the first day of 2026; answers the id. */
export async function person({ db, campaign }: Pick<Cast, 'db' | 'campaign'>): Promise<string> {
  const id = uuidv7();
  await mustApply(db('legal'), 'people.register', {
    campaign,
    id,
    code: `HP-${(counter += 1)}`,
    pseudonym: 'Somebody',
    statusId: uuidv7(),
    status: 'missing',
    place: '',
    fromDate: '2026-01-01',
  });
  return id;
}
