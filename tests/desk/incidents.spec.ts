import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicRecord, recordAnswer } from '../../src/lib/features/incidents/index.server';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as list from '../../src/routes/(team)/desk/[campaign]/incidents/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/incidents/[incident]/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const FACTS = {
  kind: 'march',
  fromDay: '2026-03-11',
  place: 'CABA',
  monitoring: 'followed',
  certainty: 'confirmed',
  title: 'Marcha de ejemplo',
};
const FIGURE = {
  measure: 'detained',
  n: '1.124',
  unit: 'persons',
  source: 'Observatorio (ejemplo)',
  fromDay: '2026-03-11',
  rule: 'Personas',
};
const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, text] of Object.entries({ form: 'x', op: uuidv7(), ...fields })) data.append(name, text);
  return data;
};
async function add(fields: Record<string, string> = {}, as: Role = 'coordinator'): Promise<string> {
  const op = uuidv7();
  const data = form({ ...FACTS, ...fields, op });
  for (const force of ['pfa', 'gna']) data.append('forces', force);
  expect(await house.call(as, list.actions['set'], { fields: data })).toMatchObject({
    data: { done: 'added', what: op },
  });
  return op;
}
const act = (
  incident: string,
  name: 'set' | 'figure' | 'drop' | 'release' | 'unrelease' | 'remove' | 'link',
  fields: Record<string, string> = {},
  as: Role = 'legal',
) => house.call(as, page.actions[name], { params: { incident }, fields: form(fields) });
const seen = async () => (await publicRecord(house.slug))?.incidents ?? [];
const version = (incident: string): Promise<number> =>
  value(house.world, 'select version from incidents where id = $1', [incident]);
const release = async (incident: string, more: Record<string, string> = {}, as: Role = 'legal') =>
  act(incident, 'release', { version: String(await version(incident)), ...more }, as);

describe('an incident', () => {
  it('is read by the public when it was released, as it was read, and not before', async () => {
    const id = await add();
    expect(await act(id, 'figure', FIGURE)).toMatchObject({ data: { done: 'figure' } });
    expect(await seen()).toEqual([]);
    expect(await release(id, {}, 'coordinator')).toEqual({ kind: 'error', status: 404 });
    expect(await act(id, 'release', { version: '1' })).toMatchObject({
      kind: 'refused',
      form: { failure: { code: 'stale' } },
    });
    expect(await release(id)).toMatchObject({ data: { done: 'released' } });
    expect(await seen()).toMatchObject([
      { id, forces: ['gna', 'pfa'], own: null, figures: [{ n: 1124, trait: null }] },
    ]);
    const incident = { incident: id, version: String(await version(id)) };
    await act(id, 'set', { ...FACTS, ...incident, title: 'Otro título' });
    expect(await seen()).toMatchObject([{ title: FACTS.title }]);
    expect(await act(id, 'unrelease')).toMatchObject({ data: { done: 'unreleased' } });
    expect(await seen()).toEqual([]);
  });

  it('that is removed is out of the public page at once, and comes back unreleased', async () => {
    const id = await add();
    await release(id);
    expect(await seen()).toHaveLength(1);
    await act(id, 'remove', { removed: 'yes' });
    expect(await seen()).toEqual([]);
    await act(id, 'remove', { removed: 'no' });
    expect(await seen()).toEqual([]);
  });

  it('does not go out with the code or pseudonym of somebody, unless that is meant', async () => {
    await house.world.sql.query(
      "insert into people (id, campaign_id, code, pseudonym) values (gen_random_uuid(), $1, 'C-XX1', 'Algarrobo')",
      [house.campaign],
    );
    const id = await add({ description: 'Se llevaron a algarrobo.' });
    expect(await release(id)).toMatchObject({ kind: 'refused', form: { errors: { anyway: 'names_person' } } });
    expect(await release(id, { anyway: 'on' })).toMatchObject({ kind: 'done' });
    await act(id, 'remove', { removed: 'yes' });
  });

  it('keeps what was typed when it is refused', async () => {
    const came = await house.call('legal', list.actions['set'], { fields: form({ ...FACTS, toDay: '2026-03-01' }) });
    expect(came).toMatchObject({
      kind: 'refused',
      form: { errors: { toDay: 'period' }, values: { title: FACTS.title } },
    });
  });

  it.each(['treasurer', 'observer'] as const)('is not for a %s to write', async (role) => {
    expect(await house.call(role, list.actions['set'], { fields: form(FACTS) })).toEqual({
      kind: 'error',
      status: 404,
    });
    expect(await house.call(role, list.load)).toMatchObject({ data: { canWrite: false } });
  });
});

describe('figures', () => {
  it('that contradict each other are all told; small ones of a sensitive trait are not, in no file', async () => {
    const id = await add();
    await act(id, 'figure', { ...FIGURE, n: '30' });
    await act(id, 'figure', { ...FIGURE, n: '41', source: 'Central (ejemplo)' });
    await act(id, 'figure', { ...FIGURE, n: '4', trait: 'press' });
    await act(id, 'figure', { ...FIGURE, n: '28', trait: 'migrants' });
    await release(id);
    const told = (await seen())[0]?.figures.map(({ source, trait, n }) => [source, trait, n]);
    expect(told).toEqual([
      ['Central (ejemplo)', null, 41],
      ['Observatorio (ejemplo)', null, 30],
      ['Observatorio (ejemplo)', 'press', null],
      ['Observatorio (ejemplo)', 'migrants', null],
    ]);
    const asked = { slug: house.slug, locale: 'es', ifNoneMatch: null } as const;
    const json = await (await recordAnswer('json', asked)).text();
    expect(JSON.parse(json)).toMatchObject({ version: 1, campaign: house.slug, hiddenBelow: 5 });
    expect(json).not.toMatch(/"n":(4|28)\b/);
    const csv = await (await recordAnswer('csv', asked)).text();
    expect(csv.match(/<5/g)).toHaveLength(2);
    expect(csv).not.toMatch(/,(4|28),/);
    await act(id, 'remove', { removed: 'yes' });
  });

  it('of our own are people, each once, without hidden ones, and never one or two', async () => {
    const id = await add();
    const people = await house.world.sql.query<{ id: string }>(
      `insert into people (id, campaign_id, code, pseudonym) select gen_random_uuid(), $1, 'D-' || n, 'Seudo' || n from generate_series(1, 3) n returning id`,
      [house.campaign],
    );
    const [first, ...rest] = people.rows.map((row) => row.id);
    for (const person of [first, first, ...rest]) {
      const arrest = uuidv7();
      await house.world.sql.query(
        `insert into arrests (id, campaign_id, person_id, at, tz, ruleset, force) values ($1, $2, $3, '2026-03-11T20:00:00Z', 'UTC', 'AR-CPPN', 'pfa')`,
        [arrest, house.campaign, person],
      );
      expect(await act(id, 'link', { arrest, linked: 'yes' })).toMatchObject({ data: { done: 'linked' } });
    }
    await release(id);
    expect(await seen()).toMatchObject([{ own: 3 }]);
    const cell = uuidv7();
    await house.world.sql.query("insert into compartments (id, campaign_id, code) values ($1, $2, 'AX')", [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, first]);
    await release(id);
    expect(await seen()).toMatchObject([{ own: null }]);
  });
});
