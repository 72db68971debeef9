/** The operations on documents, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { must, mustApply, type Cast } from './cast';
import { ids, note, text, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
const SEALED = {
  titleSealed: 'v1.k1.title',
  nameSealed: 'v1.k1.name',
  factsSealed: 'v1.k1.facts',
  keySealed: 'v1.k1.key',
};
const kinds: Bad[] = ['spell', undefined].map((bad) => ['kind', bad, 'choice']);
const given = ([, bad]: Bad): boolean => bad !== undefined;
const announced = (campaign: string, more: object = {}) => ({
  campaign,
  id: uuidv7(),
  kind: 'evidence',
  size: 1000,
  ...SEALED,
  ...more,
});

let counter = 0;
/** What the machine tells of bytes that are whole. */
const facts = () => ({
  type: 'image/jpeg',
  sha256: (counter += 1).toString(16).padStart(64, '0'),
  hasView: true,
  stored: 'disk',
});

/** A whole document, as the program makes one. */
export async function document(db: Db, system: Db, campaign: string, user: string, more: object = {}): Promise<string> {
  const args = announced(campaign, more);
  await mustApply(db, 'documents.begin', args);
  await must(system, 'document_ready', { document: args.id, by_user: user, facts: facts() });
  return args.id;
}
const ready = (cast: Cast): Promise<string> =>
  document(cast.db('legal'), cast.world.backend.system(), cast.campaign, cast.users.legal.userId);

export const DOCUMENT_OPS: Record<Extract<OpKind, `documents.${string}`>, ExpectedOp> = {
  'documents.begin': {
    may: ['legal'],
    args: ({ campaign }) => announced(campaign),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...kinds,
      ...['1000', undefined, 1.5, {}].map((bad): Bad => ['size', bad, 'unknown_field']),
      ['size', 0, 'document_empty'],
      ['size', -5, 'document_empty'],
      ['size', 2_147_483_648, 'document_too_large'],
      ['case', 'not-an-id', 'required'],
      ['person', 'not-an-id', 'required'],
      ['replaces', 'not-an-id', 'required'],
      ['redacts', 'not-an-id', 'required'],
      ...text('titleSealed', 4000),
      ...text('nameSealed', 4000),
      ...text('keySealed', 2000),
      ...note('factsSealed', 20_000),
    ],
  },
  'documents.look': {
    may: ['legal'],
    args: async (cast) => ({ documents: [await ready(cast), await ready(cast)], what: 'open' }),
    bad: [
      ...[undefined, 'x', [], ['x'], [7], Array.from({ length: 51 }, () => uuidv7())].map((bad): Bad => [
        'documents',
        bad,
        'required',
      ]),
      ...['all', undefined].map((bad): Bad => ['what', bad, 'choice']),
    ],
  },
  'documents.edit': {
    may: ['legal'],
    args: async (cast) => ({ document: await ready(cast), kind: 'medical', titleSealed: 'v1.k1.other' }),
    bad: [
      ...ids('document'),
      ...kinds.filter(given),
      ['case', 'not-an-id', 'required'],
      ['person', 'not-an-id', 'required'],
      ['titleSealed', '', 'required'],
      ['titleSealed', 'x'.repeat(4001), 'too_long'],
      ...note('factsSealed', 20_000),
    ],
  },
  'documents.hand': {
    may: ['legal'],
    args: async (cast) => ({ document: await ready(cast), id: uuidv7(), noteSealed: 'v1.k1.note' }),
    bad: [...ids('document'), ...ids('id'), ...text('noteSealed', 8000)],
  },
  'documents.remove': {
    may: ['legal'],
    args: async (cast) => ({ document: await ready(cast) }),
    bad: ids('document'),
  },
  'documents.restore': {
    may: ['legal'],
    args: async (cast) => {
      const one = await ready(cast);
      await mustApply(cast.db('legal'), 'documents.remove', { document: one });
      return { document: one };
    },
    bad: ids('document'),
  },
};
