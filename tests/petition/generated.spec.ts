/** Ten thousand forms, each a valid one with things done to it: none breaks the door, and the count stays true. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHouse, person, type House } from './house';

const FORMS = 10_000;
const AT_ONCE = 100;
const FIELDS = [
  'name',
  'email',
  'country',
  'visibility',
  'comment',
  'town',
  'updates',
  'source',
  'ref',
  'consent',
  'proof',
  'op',
  'topic',
  'asked',
  'meant',
  'x',
];

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const nasty = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'null',
  '\u0000',
  '\ud800',
  '\u202e',
  '=1+1',
  '%00',
  '../..',
  `'; drop table signatures; --`,
  '<script>alert(1)</script>',
  '{"$gt":""}',
  'AR',
  'full',
  'ana@example.org',
  'ana@gmial.com',
  'ana@gmail.com',
  'a'.repeat(600),
  '\ufffd',
  'ñ'.repeat(90),
  'abcdefg2',
  '7',
);
const value = fc.oneof(nasty, fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 30 }));
const change = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 3 });

it('answers all of them, and counts whom it took', async () => {
  const changes = fc.sample(change, { numRuns: FORMS, seed: 20_261_122 });
  const kinds = new Map<string, number>();
  for (let at = 0; at < FORMS; at += AT_ONCE) {
    const answers = await Promise.all(changes.slice(at, at + AT_ONCE).map((one) => house.sign(person(one))));
    for (const came of answers) {
      const kind = came.kind === 'refused' || came.kind === 'error' ? `${came.kind} ${came.status}` : came.kind;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  expect([...kinds.keys()].sort()).toEqual(['redirect', 'refused 400']);
  const { rows } = await house.world.sql.query<{ n: number }>('select count(*)::int as n from signatures');
  const stored = rows[0]?.n ?? 0;
  expect(stored).toBeGreaterThan(1_000);
  expect(stored).toBeLessThanOrEqual(kinds.get('redirect') ?? 0);
  await house.totals();
  const { data } = await house.world.backend.system().rpc('recount_signatures', { campaign: house.campaign });
  expect(data).toEqual({ drift: [] });
  expect((await house.totals()).signatures).toBe(0);
}, 120_000);
