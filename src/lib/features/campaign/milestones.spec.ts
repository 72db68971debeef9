import { expect, it } from 'vitest';
import { numbersOf, readMilestones, suggestedMilestones } from './milestones';

it.each([
  ['5.000, 10 000; 15000', [5000, 10_000, 15_000]],
  ['15000\n5000 5000', [5000, 15_000]],
  ['', []],
  ['muchas', null],
  ['-5', null],
  ['1e9', null],
])('%j is %j', (text, numbers) => {
  expect(numbersOf(text)).toEqual(numbers);
});

it('suggests round numbers above the count', () => {
  expect(suggestedMilestones(0)).toEqual([100, 150, 200]);
  expect(suggestedMilestones(1240)).toEqual([1500, 2000, 3000]);
  expect(suggestedMilestones(10_000)).toEqual([15_000, 20_000, 30_000]);
});

it('reads those that stand or were reached', () => {
  const row = (n: number, reached: string | null, dropped: string | null) => ({
    n,
    reached_at: reached,
    dropped_at: dropped,
  });
  const at = '2026-01-01T00:00:00Z';
  expect(readMilestones([row(30, null, null), row(20, null, at), row(10, at, null)]).map(({ n }) => n)).toEqual([
    10, 30,
  ]);
});
