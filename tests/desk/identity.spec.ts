import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import type { LegalRecord } from '../../src/lib/features/custody/model';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as layout from '../../src/routes/(team)/desk/[campaign]/people/[person]/+layout.server';
import * as overview from '../../src/routes/(team)/desk/[campaign]/people/[person]/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/[person]/identity/+page.server';
import * as peoplePage from '../../src/routes/(team)/desk/[campaign]/people/+page.server';
import { value } from '../db/cast';
import { openHouse, type Came, type House } from './house';

const NAME = 'Ejemplina Reservada Prueba';
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function somebody(): Promise<{ id: string; code: string }> {
  const [op, code] = [uuidv7(), `C-${(counter += 1)}`];
  const fields = {
    form: 'register',
    op,
    personCode: code,
    pseudonym: 'Ceibo',
    status: 'police_station',
    fromDate: '2026-01-01',
  };
  expect(await house.call('legal', peoplePage.actions['register'], { fields })).toMatchObject({ kind: 'done' });
  return { id: op, code };
}
const act = (
  person: string,
  name: keyof typeof page.actions,
  fields: Record<string, string> = {},
  as: Role = 'legal',
) =>
  house.call(as, page.actions[name], { params: { person }, fields: { form: String(name), op: uuidv7(), ...fields } });
const record = async (person: string): Promise<LegalRecord> => {
  const came = await house.call('legal', page.load, { params: { person } });
  if (came.kind !== 'done') throw new Error('no page');
  return came.data['record'] as LegalRecord;
};
const data = (came: Came): Record<string, unknown> => (came.kind === 'done' ? came.data : {});
const codes = (came: Came): string[] => ((data(came)['alike'] ?? []) as { code: string }[]).map(({ code }) => code);
const identify = (person: string, fields: Record<string, string>) => act(person, 'identify', fields);

describe('who somebody is', () => {
  it('is opened by the legal desk alone, which sees who did, and stands nowhere else', async () => {
    const { id } = await somebody();
    const fields = {
      legalName: NAME,
      document: '00.111.222',
      birth: '2010-05',
      citizenship: 'BO',
      f0who: 'Madre ejemplo',
      f0knows: 'on',
    };
    expect(await identify(id, fields)).toMatchObject({ kind: 'done' });
    for (const role of ['owner', 'organizer', 'coordinator', 'observer'] as const) {
      expect(await act(id, 'look', {}, role)).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(role, page.load, { params: { person: id } })).toEqual({ kind: 'error', status: 404 });
    }
    expect(await value(house.world, 'select count(*) from looks where entity_id = $1', [id])).toBe('0');
    expect(await act(id, 'look')).toMatchObject({
      data: {
        opened: { identity: { legalName: NAME, birth: '2010-05', family: [{ who: 'Madre ejemplo', knows: true }] } },
      },
    });
    expect(await value(house.world, 'select count(*) from looks where entity_id = $1', [id])).toBe('1');
    expect(await record(id)).toMatchObject({ isMinor: true, isForeign: true, consulToldOn: null });
    for (const table of ['identities', 'people', 'journal', 'app.ops', 'app.person_keys', 'looks']) {
      const hits = await value(
        house.world,
        `select count(*) from ${table} t where t::text ~* 'Ejemplina|111.?222|Madre'`,
      );
      expect({ table, hits }).toEqual({ table, hits: '0' });
    }
    await act(id, 'consul', { toldOn: '2026-01-02' });
    expect(await record(id)).toMatchObject({ consulToldOn: '2026-01-02' });
  });

  it('keeps each version, refuses who saw an older one, and goes back', async () => {
    const { id } = await somebody();
    await identify(id, { legalName: 'Primera Versión' });
    const { version } = await record(id);
    expect(await identify(id, { legalName: 'Segunda Versión', base: version })).toMatchObject({ kind: 'done' });
    expect(await identify(id, { legalName: 'Tercera', base: version })).toMatchObject({
      kind: 'refused',
      status: 409,
      form: { values: { legalName: 'Tercera' } },
    });
    expect(await act(id, 'restore', { version, base: (await record(id)).version })).toMatchObject({
      kind: 'refused',
      status: 410,
    });
    await act(id, 'look');
    expect(await act(id, 'restore', { version, base: (await record(id)).version })).toMatchObject({ kind: 'done' });
    const opened = data(await act(id, 'look'))['opened'] as { versions: { identity: { legalName: string } }[] };
    expect(opened.versions.map(({ identity }) => identity.legalName)).toEqual([
      'Primera Versión',
      'Segunda Versión',
      'Primera Versión',
    ]);
  });

  it.each([
    [{ birth: '2010-13' }, { birth: 'date_part' }],
    [{ birth: '2010-02-30' }, { birth: 'date_part' }],
    [{ citizenship: 'Bolivia' }, { citizenship: 'choice' }],
    [{ f3phone: 'x'.repeat(201) }, { f3phone: 'too_long' }],
  ])('is refused with %j, and what was typed comes back', async (fields, errors) => {
    const { id } = await somebody();
    expect(await identify(id, { legalName: NAME, ...fields })).toMatchObject({
      form: { errors, values: { legalName: NAME } },
    });
  });
});

describe('the same person twice', () => {
  it('is found by name and by part of a document, told by code, and only to the legal desk', async () => {
    const one = await somebody();
    await identify(one.id, { legalName: 'Jiménez Ñandú, Solana', document: '12.345.678' });
    const search = (fields: Record<string, string>, as: Role = 'legal') =>
      house.call(as, peoplePage.actions['alike'], { fields: { form: 'alike', op: uuidv7(), ...fields } });
    for (const fields of [{ name: 'solana gimenez' }, { document: '12345' }, { document: '5678' }]) {
      expect(codes(await search(fields)), JSON.stringify(fields)).toContain(one.code);
    }
    expect(codes(await search({ name: 'Solana Distinta' }))).toEqual([]);
    expect(codes(await search({}))).toEqual([]);
    expect(JSON.stringify(await search({ name: 'solana gimenez' }))).not.toMatch(/jim|345/i);
    expect(await search({ name: 'solana gimenez' }, 'owner')).toEqual({ kind: 'error', status: 404 });

    const cell = uuidv7();
    await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-2')`, [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, one.id]);
    expect(codes(await search({ document: '12345678' }))).toEqual([]);
  });

  it('is offered when somebody is identified, joined with all that hangs on it, and taken apart again', async () => {
    const [one, two] = [await somebody(), await somebody()];
    await identify(one.id, { legalName: 'Persona Repetida Ejemplo' });
    expect(codes(await identify(two.id, { legalName: 'repetida, persona' }))).toEqual([one.code]);
    const stay = { form: 'stay', op: uuidv7(), facility: 'Unidad 9', notice: 'no', fromDate: '2026-01-05' };
    await house.call('legal', overview.actions['stay'], { params: { person: two.id }, fields: stay });
    expect(await act(one.id, 'merge', { gone: two.id }, 'owner')).toEqual({ kind: 'error', status: 404 });
    expect(await act(one.id, 'merge', { gone: two.id })).toMatchObject({ kind: 'done' });
    const held = 'select count(*) from place_stays where person_id = $1';
    expect(await value(house.world, held, [one.id])).toBe('1');
    expect(await value(house.world, 'select merged_into from people where id = $1', [two.id])).toBe(one.id);
    expect(await house.call('legal', layout.load, { params: { person: two.id } })).toMatchObject({ status: 303 });
    expect(await value(house.world, 'select app.detained($1)', [house.campaign])).toBe(
      await value(
        house.world,
        "select count(*) from people where merged_into is null and compartment_id is null and status = 'police_station'",
      ),
    );
    const came = await house.call('legal', page.load, { params: { person: one.id } });
    const [merge] = data(came)['merges'] as { id: string }[];
    expect(await act(one.id, 'unmerge', { merge: merge?.id ?? '' })).toMatchObject({ kind: 'done' });
    expect(await value(house.world, held, [two.id])).toBe('1');
    expect(await value(house.world, 'select status from people where id = $1', [two.id])).toBe('police_station');
  });

  it('is not joined across the wall of a compartment', async () => {
    const [one, two] = [await somebody(), await somebody()];
    const cell = uuidv7();
    await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-3')`, [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query(
      `insert into compartment_members (id, campaign_id, compartment_id, user_id)
       select $1, $2, $3, user_id from member_roles where campaign_id = $2 and 'legal' = any (roles)`,
      [uuidv7(), house.campaign, cell],
    );
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, two.id]);
    expect(await act(one.id, 'merge', { gone: two.id })).toMatchObject({
      form: { errors: { gone: 'compartments_differ' } },
    });
  });
});

describe('on whose word', () => {
  it('something stands is kept, cited and contradicted, with the words sealed', async () => {
    const { id } = await somebody();
    const source = {
      connection: 'witness',
      kind: 'testimony',
      reliability: 'reliable',
      hearsay: 'direct',
      receivedOn: '2026-01-02',
      words: `Lo dijo ${NAME}`,
    };
    expect(await act(id, 'source', source)).toMatchObject({ kind: 'done' });
    const [made] = (await record(id)).sources;
    expect(made).toMatchObject({ hasWords: true, undone: false });
    expect(await value(house.world, `select count(*) from journal t where t::text like '%Ejemplina%'`)).toBe('0');
    const cite = { source: made?.id ?? '', fact: `people|${id}|legalName`, stance: 'supports' };
    expect(await act(id, 'cite', cite)).toMatchObject({ kind: 'done' });
    await act(id, 'cite', { ...cite, stance: 'contradicts' });
    const counted = (await record(id)).citations.filter(({ undone }) => !undone);
    expect(counted).toMatchObject([{ field: 'legal_name', stance: 'contradicts' }]);
    const other = await somebody();
    expect(await act(id, 'cite', { ...cite, fact: `people|${other.id}|` })).toMatchObject({
      form: { errors: { fact: 'choice' } },
    });
    await act(id, 'strike', { what: 'source', row: made?.id ?? '', struck: 'yes' });
    expect((await record(id)).sources[0]?.undone).toBe(true);
    const opened = data(await act(id, 'look'))['opened'] as { sources: [string, string][] };
    expect(opened.sources).toEqual([[made?.id, `Lo dijo ${NAME}`]]);
  });
});
