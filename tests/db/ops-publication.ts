/** The operations on consents and public cards, beside `ops-expected.ts`. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { mustApply, type Cast } from './cast';
import { person } from './person';
import { days, flags, ids, note, type ExpectedOp } from './wrong-args';

type Bad = [string, unknown, string];
type Kind = Extract<OpKind, `consents.${string}` | `publication.${string}`>;
const CONSENT = {
  fields: ['name', 'story'],
  channels: ['web'],
  givenBy: 'person',
  form: 'written',
  riskExplained: true,
  givenOn: '2026-01-01',
};
const FIELDS = [{ field: 'name', value: 'Nombre Público', hash: 'x'.repeat(43) }];
const words = (argument: string): Bad[] => [
  ...[undefined, 'name', []].map((bad): Bad => [argument, bad, 'required']),
  [argument, ['shoe size'], 'choice'],
];
const choices = (argument: string): Bad[] => ['nothing of ours', undefined].map((bad) => [argument, bad, 'choice']);

async function consented(db: Db, whom: string): Promise<{ person: string; consent: string }> {
  const consent = uuidv7();
  await mustApply(db, 'consents.give', { ...CONSENT, person: whom, id: consent });
  return { person: whom, consent };
}
async function published(db: Db, whom: string): Promise<string> {
  await consented(db, whom);
  await mustApply(db, 'publication.publish', {
    person: whom,
    id: uuidv7(),
    locale: 'es',
    noindex: true,
    fields: FIELDS,
  });
  return whom;
}
const legal = (cast: Cast): Db => cast.db('legal');

export const PUBLICATION_OPS: Record<Kind, ExpectedOp> = {
  'consents.give': {
    may: ['legal'],
    args: async (cast) => ({ ...CONSENT, person: await person(cast), id: uuidv7() }),
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...words('fields'),
      ...words('channels'),
      ...choices('givenBy'),
      ...choices('form'),
      ['riskExplained', undefined, 'required'],
      ...flags('riskExplained'),
      ...days('givenOn'),
      ['givenOn', '2098-01-01', 'future'],
      ['expiresOn', '2001-01-01', 'past'],
      ['expiresOn', '2026-02-30', 'date'],
      ...note('noteSealed', 8000),
    ],
  },
  'consents.revoke': {
    may: ['legal'],
    args: async (cast) => ({ consent: (await consented(legal(cast), await person(cast))).consent }),
    bad: ids('consent'),
  },
  'consents.look': {
    may: ['legal'],
    args: async (cast) => ({ consent: (await consented(legal(cast), await person(cast))).consent }),
    bad: ids('consent'),
  },
  'publication.publish': {
    may: ['legal'],
    args: async (cast) => {
      const { person: whom } = await consented(legal(cast), await person(cast));
      return { person: whom, id: uuidv7(), locale: 'es', noindex: true, fields: FIELDS };
    },
    bad: [
      ...ids('person'),
      ...ids('id'),
      ...choices('locale'),
      ['noindex', undefined, 'required'],
      ...flags('noindex'),
      ...[undefined, [], 'name'].map((bad): Bad => ['fields', bad, 'required']),
      ['fields', [...FIELDS, ...FIELDS], 'choice'],
    ],
  },
  'publication.take_down': {
    may: ['legal'],
    args: async (cast) => ({ person: await published(legal(cast), await person(cast)) }),
    bad: ids('person'),
  },
  'publication.clock': {
    may: ['owner', 'organizer'],
    args: async ({ campaign, world }) => {
      await world.sql.query('update campaigns set publish_clock = false where id = $1', [campaign]);
      return { campaign, shown: true };
    },
    bad: [...ids('campaign'), ['shown', undefined, 'required'], ...flags('shown')],
  },
};

/** One row in each of the tables. */
export const furnishPublication = (db: Db, whom: string): Promise<string> => published(db, whom);
