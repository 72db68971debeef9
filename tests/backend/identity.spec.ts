import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SupabaseClient } from '@supabase/supabase-js';
import { createWorld, type World, type WorldUser } from '../support/world';
import { loose } from './fixtures/loose';

const migrations = fileURLToPath(new URL('fixtures/migrations', import.meta.url));

let world: World;
const people: WorldUser[] = [];
beforeAll(async () => {
  world = await createWorld({ migrations });
  for (let i = 0; i < 6; i++) people.push(await world.user());
  for (const { userId } of people)
    await world.sql.query("insert into notes (owner, body) select $1, 'note ' || n from generate_series(1, 3) n", [
      userId,
    ]);
});
afterAll(() => world.close());

interface Who {
  user: string;
  uid: string | null;
  session: string | null;
}

/** Different work in every call, so that calls do not march in step; that alone shows a shared session. */
function calls(db: SupabaseClient, who: WorldUser | null, wrong: string[]): (() => Promise<void>)[] {
  const name = who === null ? 'anon' : 'authenticated';
  return [
    async () => {
      const { data, error } = await db.rpc('who');
      const seen = data as unknown as Who;
      if (error !== null || seen.user !== name || seen.uid !== (who?.userId ?? null)) wrong.push(`who ${name}`);
      if (seen.session !== (who?.sessionId ?? null)) wrong.push(`session ${name}`);
    },
    async () => {
      const { data, error } = await db.from('notes').select('owner');
      if (who === null) {
        if (error?.code !== '42501') wrong.push('anon reads notes');
      } else if (data?.length === 0 || data?.some(({ owner }) => owner !== who.userId)) wrong.push('foreign notes');
    },
    async () => {
      const { error } = await db.rpc('fail_always');
      if (error?.code !== 'RN400' || error.details !== 'field') wrong.push(`failure ${String(error?.code)}`);
    },
    async () => {
      const { data, error } = await db.from('plain').select();
      if (error?.code !== '42501' || data !== null) wrong.push('plain is readable');
    },
    async () => {
      const items = [{ a: Math.random() }];
      const { data } = await db.rpc('echo', { items });
      if (JSON.stringify(data) !== JSON.stringify(items)) wrong.push('another answer');
    },
  ];
}

describe('callers at once', () => {
  it('never act as each other, nor as nobody, nor as the gateway', async () => {
    const wrong: string[] = [];
    const mixed: (() => Promise<void>)[] = [];
    for (let round = 0; round < 20; round++) {
      mixed.push(...calls(loose(world.backend.anon()), null, wrong));
      for (const who of people) mixed.push(...calls(loose(world.backend.as(who.accessToken)), who, wrong));
      mixed.push(async () => {
        const { data } = await loose(world.backend.system()).rpc('who');
        if ((data as unknown as Who).user !== 'service_role') wrong.push('system');
      });
    }
    mixed.sort(() => Math.random() - 0.5);
    await Promise.all(mixed.map((call) => call()));
    expect(mixed.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });

  it('keeps one failing neighbour from undoing a write', async () => {
    const [ana] = people;
    const db = loose(world.backend.as(ana?.accessToken ?? ''));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 2 === 0 ? db.rpc('add_note', { body: `kept ${i}` }) : db.rpc('fail_always'),
      ),
    );
    expect(answers.filter(({ error }) => error === null)).toHaveLength(30);
    const { rows } = await world.sql.query("select count(*)::int as n from notes where body like 'kept %'");
    expect(rows).toEqual([{ n: 30 }]);
  });
});

describe('a token that is not one', () => {
  it.each([
    ['forged', (): string => `${people[0]?.accessToken.slice(0, -4) ?? ''}AAAA`],
    ['of another role', (): string => world.sign({ sub: people[0]?.userId, role: 'postgres', exp: 4_000_000_000 })],
    ['ended', (): string => world.sign({ sub: people[0]?.userId, role: 'authenticated', exp: 1_000_000_000 })],
    ['without signature', (): string => `${btoa('{"alg":"none"}')}.${btoa('{"role":"service_role"}')}.`],
  ])('%s: nothing is read', async (_, token) => {
    const db = loose(world.backend.as(token()));
    const notes = await db.from('notes').select();
    expect(notes.error).not.toBeNull();
    const who = await db.rpc('who');
    expect(who.error === null ? (who.data as unknown as Who).user : 'refused').toMatch(/^(refused|anon)$/);
  });
});
