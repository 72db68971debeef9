import { describe, expect, it } from 'vitest';
import type { Row } from '$lib/contracts/journal';
import { allClashes, clashesOf } from './diary';
import { readHearings } from './model';
import { hasPlace, readPlaces, watchOf } from './places';

const cases = new Map([['k', { id: 'k', code: 'C-1', court: '' }]]);
const row = (id: string, time: string, more: Row = {}): Row => ({
  id,
  case_id: 'k',
  kind: 'trial',
  starts_at: `2026-04-20T${time}:00Z`,
  tz: 'UTC',
  court: 'TOF 1',
  status: 'scheduled',
  minutes: 60,
  ...more,
});
const place = (hearing: string, user: string, part = 'defence', n = 0, more: Row = {}): Row => ({
  id: `${hearing}${user}${part}`,
  hearing_id: hearing,
  user_id: user,
  part,
  joined_at: `2026-04-01T10:00:0${n}Z`,
  left_at: null,
  ...more,
});
const told = (hearings: Row[], places: Row[]) =>
  Object.fromEntries(
    [...allClashes(readHearings(hearings, cases), readPlaces(places))].map(([id, some]) => [
      id,
      some.map(({ user, other, kind, gap }) => [user, other.id, kind, gap]),
    ]),
  );

describe('the diary of a lawyer', () => {
  it('tells two hearings at once on both of them, for the lawyer of both alone', () => {
    expect(
      told(
        [row('a', '10:00'), row('b', '10:30', { court: 'TOF 2' })],
        [place('a', 'eva'), place('b', 'eva'), place('b', 'ana')],
      ),
    ).toEqual({ a: [['eva', 'b', 'overlap', -30]], b: [['eva', 'a', 'overlap', -30]] });
  });

  it('asks for the time between two courts, and for none in the same one or by video', () => {
    const both = [place('a', 'eva'), place('b', 'eva')];
    const second = (more: Row) => told([row('a', '10:00'), row('b', '11:44', more)], both)['a'];
    expect(second({ court: 'TOF 2' })).toEqual([['eva', 'b', 'near', 44]]);
    expect(second({ court: ' tof 1' })).toEqual([]);
    expect(second({ court: 'TOF 2', has_link: true, room: '' })).toEqual([]);
    expect(second({ court: 'TOF 2', has_link: true, room: 'Sala 3' })).toHaveLength(1);
    expect(second({ court: 'TOF 2', starts_at: '2026-04-20T11:45:00Z' })).toEqual([]);
  });

  it('leaves out what was called off, whoever left, and whoever only watches', () => {
    const at = [row('a', '10:00'), row('b', '10:00', { status: 'cancelled' }), row('c', '10:00'), row('d', '10:00')];
    const people = [
      place('a', 'eva'),
      place('b', 'eva'),
      place('c', 'eva', 'defence', 0, { left_at: '2026-04-02T00:00:00Z' }),
      place('d', 'eva', 'watch'),
    ];
    expect(told(at, people)).toEqual({ a: [] });
  });

  it('is asked before anything is saved', () => {
    const hearings = readHearings([row('a', '10:00')], cases);
    const slot = { id: '', startsAt: '2026-04-20T09:30:00Z', minutes: 60, court: 'X', room: '', hasLink: false };
    expect(clashesOf(slot, ['eva', 'ana'], hearings, readPlaces([place('a', 'eva')]))).toMatchObject([
      { user: 'eva', kind: 'overlap' },
    ]);
  });
});

describe('places to watch the court', () => {
  it('are for who came first; the others wait and move up', () => {
    const rows = [place('a', 'eva', 'watch', 2), place('a', 'ana', 'watch', 1), place('a', 'leo', 'watch', 3)];
    const names = (some: Row[]) => {
      const { inside, waiting, free } = watchOf({ watchWanted: 2 }, readPlaces(some).get('a') ?? []);
      return [inside.map(({ user }) => user), waiting.map(({ user }) => user), free];
    };
    expect(names(rows)).toEqual([['ana', 'eva'], ['leo'], 0]);
    expect(
      names(rows.map((one) => (one['user_id'] === 'ana' ? { ...one, left_at: '2026-04-02T00:00:00Z' } : one))),
    ).toEqual([['eva', 'leo'], [], 0]);
    const places = readPlaces(rows).get('a') ?? [];
    expect(['ana', 'leo', 'zoe'].map((user) => hasPlace({ watchWanted: 2 }, places, user))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
