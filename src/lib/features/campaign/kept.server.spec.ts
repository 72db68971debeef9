import { expect, it } from 'vitest';
import { createKept } from './kept.server';

function setUp() {
  const clock = { now: 0 };
  const kept = createKept<number>({ freshMs: 1_000, staleMs: 60_000, max: 3, now: () => clock.now });
  let reads = 0;
  const read = () => Promise.resolve(++reads);
  return { clock, kept, read, reads: () => reads };
}

it('costs one read for a crowd, and another when it is old', async () => {
  const { clock, kept, read } = setUp();
  expect(await Promise.all(Array.from({ length: 50 }, () => kept.get('a', read)))).toEqual(Array(50).fill(1));
  clock.now = 999;
  expect(await kept.get('a', read)).toBe(1);
  clock.now = 1_000;
  expect(await kept.get('a', read)).toBe(2);
});

it('answers the old while nothing new can be had, but not for ever', async () => {
  const { clock, kept, read } = setUp();
  const away = () => Promise.reject(new Error('away'));
  await kept.get('a', read);
  clock.now = 59_999;
  expect(await kept.get('a', away)).toBe(1);
  clock.now = 60_000;
  await expect(kept.get('a', away)).rejects.toThrow('away');
});

it('forgets what was changed, also what was being read meanwhile', async () => {
  const { kept, read } = setUp();
  await kept.get('a', read);
  kept.forget();
  expect(await kept.get('a', read)).toBe(2);
});

it('holds no more than it may', async () => {
  const { kept, read } = setUp();
  for (const key of ['a', 'b', 'c', 'd']) await kept.get(key, read);
  expect(await kept.get('d', read)).toBe(4);
  expect(await kept.get('a', read)).toBe(5);
});
