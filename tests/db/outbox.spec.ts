import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { ask, createCast, must, PERSONAS, value, type Cast } from './cast';

let cast: Cast;
let system: Db;
let another: Db;
beforeAll(async () => {
  cast = await createCast();
  system = cast.world.backend.system();
  another = (await cast.world.another()).system();
});
afterAll(() => cast.close());

describe('the outbox', () => {
  interface Claimed {
    id: string;
    attempts: number;
  }
  const clear = () => cast.world.sql.query('delete from outbox');
  const enqueue = (n: number, more: object = {}) =>
    must<string[]>(system, 'outbox_enqueue', {
      mails: Array.from({ length: n }, () => ({ id: uuidv7(), kind: 'test', locale: 'es', ...more })),
    });
  const claim = (n: number, lease_s = 60, by = system) => must<Claimed[]>(by, 'outbox_claim', { n, lease_s });
  const done = (id: string, outcome: string, more: object = {}) => ask(system, 'outbox_done', { id, outcome, ...more });
  const stateOf = (id: string) =>
    value<string>(cast.world, `select state || ' ' || attempts from outbox where id = $1`, [id]);

  it('gives each mail to one worker, however many ask at once', async () => {
    await clear();
    const ids = await enqueue(60);
    const taken = await Promise.all(Array.from({ length: 12 }, (_, i) => claim(7, 60, i % 2 === 0 ? system : another)));
    const got = taken.flat().map(({ id }) => id);
    const rest = (await claim(200)).map(({ id }) => id);
    expect([...got, ...rest].sort()).toEqual([...ids].sort());
    expect(new Set(got).size).toBe(got.length);
  });

  it('never sends again what was perhaps sent', async () => {
    await clear();
    const [id = ''] = await enqueue(1);
    expect(await claim(1, 0)).toMatchObject([{ id, attempts: 1 }]);
    expect(await claim(5)).toEqual([]);
    expect(await stateOf(id)).toBe('unknown 1');
    // The worker that was thought dead reports late: too late to change what the owner was told.
    await done(id, 'retry', { retry_in_s: 0 });
    expect(await stateOf(id)).toBe('unknown 1');
    expect(await claim(5)).toEqual([]);
  });

  it('waits before it tries again, and ends as it is told', async () => {
    await clear();
    const [id = ''] = await enqueue(1);
    await claim(1);
    await done(id, 'retry', { error: 'refused', retry_in_s: 3600 });
    expect(await claim(1)).toEqual([]);
    const wait = await value<number>(
      cast.world,
      'select extract(epoch from run_after - now())::int from outbox where id = $1',
      [id],
    );
    expect(wait).toBeGreaterThan(3500);
    await cast.world.sql.query('update outbox set run_after = now() where id = $1', [id]);
    expect(await claim(1)).toMatchObject([{ id, attempts: 2 }]);
    await done(id, 'sent');
    expect(await stateOf(id)).toBe('sent 2');
    await done(id, 'retry', { retry_in_s: 0 });
    expect(await stateOf(id)).toBe('sent 2');
    for (const outcome of ['failed', 'dropped']) {
      const [next = ''] = await enqueue(1);
      await claim(1);
      await done(next, outcome);
      expect(await stateOf(next)).toBe(`${outcome} 1`);
    }
    const [odd = ''] = await enqueue(1);
    await claim(1);
    expect((await done(odd, 'eaten')).error?.code).toBe('23514');
  });

  it('holds one mail of each kind of which there may be one', async () => {
    await clear();
    expect(await enqueue(3, { dedupe: 'one' })).toHaveLength(1);
    expect(await enqueue(1, { dedupe: 'one' })).toEqual([]);
    const [id = ''] = (await claim(5)).map((mail) => mail.id);
    await done(id, 'sent');
    expect(await enqueue(1, { dedupe: 'one' })).toEqual([]);
  });

  it('is seen by owners alone, each of their own campaign', async () => {
    await clear();
    await enqueue(2, { campaign: cast.campaign });
    await enqueue(1, { campaign: cast.other });
    for (const persona of PERSONAS) {
      const { data, error } = await ask<object[]>(cast.db(persona), 'outbox_page', { campaign: cast.campaign });
      if (persona === 'owner') expect(data).toHaveLength(2);
      else expect(error?.code, persona).toMatch(/RN404|42501/);
    }
  });
});
