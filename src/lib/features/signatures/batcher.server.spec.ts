import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher.server';

class Away extends Error {}
class Collision extends Error {}

const rules = {
  isAway: (error: unknown) => error instanceof Away,
  isRetryable: (error: unknown) => error instanceof Collision,
  full: () => new Error('full'),
};
const tick = (ms = 0) => new Promise((done) => setTimeout(done, ms));
const numbers = (n: number) => Array.from({ length: n }, (_, at) => at);

describe('createBatcher', () => {
  it('gathers while a call is on its way, and gives each their own answer', async () => {
    const calls: number[][] = [];
    const batcher = createBatcher<number, string>({
      ...rules,
      run: async (items) => {
        calls.push(items);
        await tick(5);
        return items.map((item) => `answer ${item}`);
      },
    });
    const first = batcher.submit(-1);
    await tick();
    const answers = await Promise.all([first, ...numbers(40).map((n) => batcher.submit(n))]);
    expect(answers).toEqual(['answer -1', ...numbers(40).map((n) => `answer ${n}`)]);
    expect(calls.map(({ length }) => length)).toEqual([1, 40]);
  });

  it('keeps to its size and its lanes, and loses nobody', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>({
      ...rules,
      max: 16,
      lanes: 3,
      run: async (items) => {
        running += 1;
        most = Math.max(most, running);
        sizes.push(items.length);
        await tick(Math.random() * 4);
        running -= 1;
        return items;
      },
    });
    const answers = await Promise.all(numbers(1_000).map((n) => batcher.submit(n)));
    expect(answers).toEqual(numbers(1_000));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
    expect(most).toBeLessThanOrEqual(3);
    expect(batcher.waiting).toBe(0);
  });

  it('tells everybody when the database is away, and tries nobody again', async () => {
    let calls = 0;
    const batcher = createBatcher<number, number>({ ...rules, run: () => Promise.reject(new Away(String(calls++))) });
    const told = await Promise.allSettled(numbers(20).map((n) => batcher.submit(n)));
    expect(told.every((one) => one.status === 'rejected' && one.reason instanceof Away)).toBe(true);
    expect(calls).toBe(1);
  });

  it('lets one bad item harm nobody else', async () => {
    const batcher = createBatcher<number, number>({
      ...rules,
      run: (items) => (items.includes(7) ? Promise.reject(new Error('bad')) : Promise.resolve(items)),
    });
    const told = await Promise.allSettled(numbers(20).map((n) => batcher.submit(n)));
    expect(told.flatMap((one, at) => (one.status === 'rejected' ? [at] : []))).toEqual([7]);
  });

  it('tries again after a collision, and gives up after the third', async () => {
    let calls = 0;
    const twice = createBatcher<number, number>({
      ...rules,
      run: (items) => (++calls < 3 ? Promise.reject(new Collision()) : Promise.resolve(items)),
    });
    expect(await twice.submit(1)).toBe(1);
    const always = createBatcher<number, number>({ ...rules, run: () => Promise.reject(new Collision()) });
    await expect(always.submit(1)).rejects.toBeInstanceOf(Collision);
  });

  it('refuses the newest when too many wait, and an answer of another length is no answer', async () => {
    const stuck = createBatcher<number, number>({ ...rules, maxWaiting: 2, run: () => new Promise(() => undefined) });
    void stuck.submit(1);
    void stuck.submit(2);
    await expect(stuck.submit(3)).rejects.toThrow('full');
    const short = createBatcher<number, number>({ ...rules, run: () => Promise.resolve([]) });
    await expect(short.submit(1)).rejects.toThrow(/number of items/);
  });
});
