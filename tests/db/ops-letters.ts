/** The operations of letters: who may, what they are asked with, and what they must not be asked with. */
import type { OpKind } from '$lib/contracts/ops';
import { uuidv7 } from '$lib/kernel/ids';
import { mustApply, type Cast } from './cast';
import { flags, ids, note, text, type ExpectedOp } from './wrong-args';

let counter = 0;

async function target(cast: Cast): Promise<string> {
  const args = await LETTER_OPS['letters.set_target'].args(cast);
  await mustApply(cast.db('owner'), 'letters.set_target', args);
  return String(args['id']);
}

export const LETTER_OPS: Record<Extract<OpKind, `letters.${string}`>, ExpectedOp> = {
  'letters.set_target': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      name: 'Embajada',
      office: 'Embajadora',
      email: `office-${++counter}@embassy.test`,
      postal: '',
      salutation: 'Señora Embajadora:',
      locale: 'es',
      country: 'FR',
      active: true,
      until: null,
      hourly: 20,
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ...text('name', 120),
      ...note('office', 160),
      ...note('postal', 400),
      ...text('salutation', 120),
      ...['nobody', 'a b@x.test', 'a@b@c.test', 'a,b@x.test'].map((bad): [string, unknown, string] => [
        'email',
        bad,
        'email',
      ]),
      ['locale', 'fr', 'choice'],
      ['country', 'France', 'country'],
      ['country', undefined, 'country'],
      ...flags('active'),
      ['until', '2026-02-30', 'date'],
      ...[0, 361, 1.5, '20', null, undefined].map((bad): [string, unknown, string] => ['hourly', bad, 'hourly']),
    ],
  },
  'letters.pause': {
    may: ['owner', 'organizer'],
    args: async (cast) => ({ target: await target(cast), paused: true }),
    bad: [...ids('target'), ...flags('paused'), ['paused', undefined, 'required']],
  },
  'letters.text': {
    may: ['owner', 'organizer'],
    args: ({ campaign }) => ({
      campaign,
      id: uuidv7(),
      locale: 'es',
      subject: 'Libertad',
      body: '{salutation}\n{words}\n{name}',
    }),
    bad: [
      ...ids('campaign'),
      ...ids('id'),
      ['locale', 'fr', 'choice'],
      ...text('subject', 150),
      ...text('body', 6000),
      ['subject', '{words}', 'merge_field'],
      ...['{nobody}', '{name', 'name}', '{}', '{{name}}'].map((bad): [string, unknown, string] => [
        'body',
        bad,
        'merge_field',
      ]),
    ],
  },
};
