import { expect, it } from 'vitest';
import { mostAndRest } from './origins';

it('adds up what does not fit and names nothing twice', () => {
  const counts = [5, 4, 3, 2].map((n, index) => ({ key: `k${index}`, n }));
  const name = (key: string) => key.toUpperCase();
  expect(mostAndRest(counts, 4, name, 'Others').map(({ n }) => n)).toEqual([5, 4, 3, 2]);
  expect(mostAndRest(counts, 3, name, 'Others').map(({ name: shown, n }) => [shown, n])).toEqual([
    ['K0', 5],
    ['K1', 4],
    ['Others', 5],
  ]);
  expect(mostAndRest([], 3, name, 'Others')).toEqual([]);
});
