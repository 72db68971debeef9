import { expect, it } from 'vitest';
import { isForeign, mayBeMinor, namesOf, unpackIdentity } from './identity';

it('comes back as it was sealed, with what an older version did not ask', () => {
  const packed = JSON.stringify({
    legalName: 'Ñ "x"',
    family: [{ who: 'madre', knows: true, later: 1 }],
    birthAbout: true,
  });
  const identity = unpackIdentity(packed);
  expect(identity).toMatchObject({ legalName: 'Ñ "x"', chosenName: '', birthAbout: true });
  expect(identity.family).toEqual([{ who: 'madre', phone: '', channel: '', language: '', when: '', knows: true }]);
  expect(unpackIdentity('{}').family).toEqual([]);
});

it('is looked for by all names', () => {
  const identity = unpackIdentity(JSON.stringify({ legalName: ' A ', otherNames: 'B\n\nC ' }));
  expect(namesOf(identity)).toEqual(['A', 'B', 'C']);
});

it.each([
  ['2008-11-23', false, true],
  ['2008-11-22', false, false],
  ['2008-11', false, true],
  ['2008-10', false, false],
  ['2008', false, true],
  ['2007', false, false],
  ['2007', true, true],
  ['', true, false],
])('is a child as long as one reading of %s (about: %s) says so: %s', (birth, birthAbout, child) => {
  expect(mayBeMinor({ birth, birthAbout }, '2026-11-22')).toBe(child);
});

it('needs a consulate when the citizenship is another', () => {
  expect(['', 'AR', 'BO'].map((citizenship) => isForeign({ citizenship }))).toEqual([false, false, true]);
});
