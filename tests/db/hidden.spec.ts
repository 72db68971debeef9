/**
 * All that the legal desk knows of everybody goes into one compartment; then everybody outside asks everything there is to ask.
 * What a new room adds is asked as well, because tables and functions are read from the catalog.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '$lib/contracts/permissions';
import { uuidv7 } from '$lib/kernel/ids';
import type { Db } from '../../src/lib/server/backend/index.server';
import { ask, createCast, join, loose, mustApply, value, type Cast } from './cast';
import { FOR_EVERYBODY, FOR_MEMBERS } from './doors';
import { furnishLegal, NO_LEGAL } from './furnish-legal';
import type { Place } from './rls-expected';

type Outsider = Exclude<Role, 'legal'> | 'second' | 'anonymous';
const OUTSIDERS: Outsider[] = [
  ...ROLES.filter((role): role is Exclude<Role, 'legal'> => role !== 'legal'),
  'second',
  'anonymous',
];
/** Asked for by their own names elsewhere: they write, or take no campaign. */
const APART_FROM_THIS = new Set(['apply_op', 'live_snapshot', 'live_since', 'journal_page']);

let cast: Cast;
let second: Db;
let tables: string[];
/** Ids of every row that is hidden, by table. */
let hidden: Map<string, string[]>;
const COMPARTMENT = uuidv7();

beforeAll(async () => {
  cast = await createCast();
  const { campaign, world } = cast;
  const legal = cast.db('legal');
  second = world.backend.as((await join(world, campaign, ['legal'])).accessToken);
  const spareUser = (await join(world, campaign, ['coordinator'])).userId;
  const place = { campaign, spareUser, person: uuidv7(), theCase: uuidv7(), hearing: uuidv7(), ...NO_LEGAL } as Place;
  await mustApply(legal, 'people.register', {
    campaign,
    id: place.person,
    code: 'OMBU-9',
    pseudonym: 'Ombú',
    statusId: uuidv7(),
    status: 'pretrial_detention',
    place: '',
    fromDate: '2026-01-01',
  });
  await mustApply(legal, 'hearings.schedule', {
    campaign,
    id: place.hearing,
    caseId: place.theCase,
    caseCode: 'OMBU 9/2026',
    court: 'Federal',
    kind: 'trial',
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    tz: 'America/Argentina/Buenos_Aires',
  });
  await furnishLegal(cast, 'legal', place);
  await world.sql.query(`update campaigns set publish_detained = true, publish_hearing = true where id = $1`, [
    campaign,
  ]);
  await mustApply(legal, 'compartments.create', { campaign, id: COMPARTMENT, memberId: uuidv7(), code: 'K-9' });
  const { rows } = await world.sql.query<{ entity: 'cases' | 'people'; id: string }>(
    `select 'people' as entity, id from people where campaign_id = $1 union all
     select 'cases', id from cases where campaign_id = $1 and to_jsonb(cases) ->> 'parent_case_id' is null`,
    [campaign],
  );
  for (const one of rows) await mustApply(legal, 'compartments.put', { ...one, compartment: COMPARTMENT });
  tables = (await value<string[]>(world, 'select array_agg(entity order by entity) from app.apart')) ?? [];
  hidden = new Map();
  for (const table of tables) {
    const ids = await value<string[] | null>(world, `select array_agg(id) from ${table} where compartment_id = $1`, [
      COMPARTMENT,
    ]);
    hidden.set(table, ids ?? []);
  }
});
afterAll(() => cast.close());

const dbOf = (who: Outsider): Db => (who === 'second' ? second : cast.db(who));
const tells = (told: unknown): string[] => {
  const text = JSON.stringify(told) ?? '';
  return [...hidden].flatMap(([table, ids]) => ids.filter((id) => text.includes(id)).map((id) => `${table} ${id}`));
};

it('is about rows of every table that may stand in a compartment', () => {
  // A look is written when something is opened; `compartments.spec.ts` and the rooms' own specs do that.
  const empty = tables.filter((table) => table !== 'looks' && hidden.get(table)?.length === 0);
  expect(empty).toEqual([]);
});

describe.each(OUTSIDERS)('%s', (who) => {
  it('finds none of them in any table', async () => {
    for (const table of tables) {
      const { data } = await loose(dbOf(who)).from(table).select('id').limit(5000);
      expect({ table, found: tells(data) }).toEqual({ table, found: [] });
    }
  });

  it('is told of none of them by any function, whatever it is asked', async () => {
    for (const signature of who === 'anonymous' ? FOR_EVERYBODY : [...FOR_EVERYBODY, ...FOR_MEMBERS]) {
      const [, name = '', types = ''] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
      if (APART_FROM_THIS.has(name)) continue;
      const names = await value<string[] | null>(
        cast.world,
        `select p.proargnames[1 : p.pronargs] from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = $1`,
        [name],
      );
      const kinds = types === '' ? [] : types.split(',');
      // The colleague asks for one of each table, who is furthest from being refused by a role; the others for what most hangs on.
      const asked = who === 'second' ? [...hidden.keys()] : ['people', 'cases', 'hearings'];
      const all = asked.flatMap((table) => hidden.get(table)?.slice(0, 1) ?? []);
      const given = (kind: string, n: number, id: string): unknown => {
        if (kind === 'uuid') return n === 0 ? cast.campaign : id;
        if (kind === 'uuid[]') return [id];
        if (kind === 'jsonb') return {};
        if (kind === 'text') return n === 0 ? cast.slug : id;
        if (kind === 'integer') return 50;
        return null;
      };
      const answer = async (id: string) => {
        const args = Object.fromEntries(kinds.map((kind, n) => [names?.[n] ?? '', given(kind, n, id)]));
        const { data, error } = await ask<unknown>(dbOf(who), name, args);
        return { data, code: error?.code };
      };
      const nobody = uuidv7();
      const strange = await answer(nobody);
      // What is asked for by the id of something hidden answers like something that never was.
      const asks = kinds.some((kind, n) => n > 0 && (kind === 'uuid' || kind === 'uuid[]' || kind === 'text'));
      for (const id of asks ? all : [nobody]) {
        const came = await answer(id);
        const same = (one: typeof came): string => JSON.stringify(one).replaceAll(id, '?').replaceAll(nobody, '?');
        if (asks) expect({ name, id, came: came.code }).toEqual({ name, id, came: strange.code });
        expect({ name, found: tells(JSON.parse(same(came))) }).toEqual({ name, found: [] });
        expect({ name, came: same(came).includes('OMBU') }).toEqual({ name, came: false });
      }
    }
  });

  it('hears of none of them in any stream', async () => {
    const { rows } = await cast.world.sql.query<{ stream: string }>('select stream from app.live_streams');
    for (const { stream } of rows) {
      const since = await ask<{ entries?: { entityId: string; patch: object }[] }>(dbOf(who), 'live_since', {
        stream,
        after: 0,
      });
      const patches = (since.data?.entries ?? []).map(({ patch }) => patch);
      expect({ stream, found: tells(patches) }).toEqual({ stream, found: [] });
      const snapshot = await ask(dbOf(who), 'live_snapshot', { stream });
      expect({ stream, found: tells(snapshot.data) }).toEqual({ stream, found: [] });
    }
  });
});
