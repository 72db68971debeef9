import { expect, it } from 'vitest';
import { parseBic } from './bic';

it.each([
  ['CMCIFR2A', 'CMCIFR2A'],
  [' deutdeff 500', 'DEUTDEFF500'],
  ['NACNARBA', 'NACNARBA'],
])('takes %j', (typed, bic) => expect(parseBic(typed)).toBe(bic));

it.each(['', 'CMCIFR2', 'CMCI1R2A', 'CMCIZZ2A', 'CMCIFR2A5001', 'CMCIFR2A5'])('refuses %j', (typed) =>
  expect(parseBic(typed)).toBeNull(),
);
