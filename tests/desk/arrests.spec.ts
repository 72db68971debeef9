import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamSnapshot } from '../../src/lib/contracts/journal';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import * as intake from '../../src/routes/(team)/desk/[campaign]/people/arrests/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/arrests/[id]/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

const NAME = 'Nombre Reservado';
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const record = (fields: Record<string, string> = {}, as: Role = 'coordinator') =>
  house.call(as, intake.actions['record'], {
    fields: {
      form: 'intake',
      op: uuidv7(),
      personCode: `C-${(counter += 1)}`,
      pseudonym: 'Ceibo',
      date: '2026-03-02',
      time: '21:30',
      tz: 'America/Argentina/Buenos_Aires',
      place: 'Comisaría de ejemplo',
      force: 'pfa',
      ruleset: 'AR-CPPN',
      name: NAME,
      needs: 'insulina',
      ...fields,
    },
  });
const snapshot = async (as: Role): Promise<StreamSnapshot> => {
  const came = await house.call(as, layout);
  if (came.kind !== 'done') throw new Error('no layout');
  return (came.data['snapshots'] as { team: StreamSnapshot }).team;
};
const act = (as: Role, id: string, name: 'act' | 'undo' | 'facts' | 'details' | 'look', fields = {}) =>
  house.call(as, page.actions[name], { params: { id }, fields: { form: name, op: uuidv7(), ...fields } });
const moment = { date: '2026-03-03', time: '02:00', tz: 'America/Argentina/Buenos_Aires' };

describe('an arrest told by telephone', () => {
  it('is written down once however often it is sent, and its hour runs for the whole team', async () => {
    const op = uuidv7();
    for (let n = 0; n < 2; n += 1) {
      expect(await record({ op, personCode: 'c-once' })).toMatchObject({ data: { done: 'recorded', what: 'C-ONCE' } });
    }
    const { rows } = await snapshot('observer');
    expect(rows['arrests']).toMatchObject([{ id: op, ruleset: 'AR-CPPN', force: 'pfa', has_details: true }]);
    expect(Date.parse(String(rows['arrests']?.[0]?.['at']))).toBe(Date.parse('2026-03-02T21:30:00-03:00'));
    expect(rows['people']).toMatchObject([{ status: 'police_station', status_from: '2026-03-02' }]);
  });

  it('keeps who it is out of every row, stream and journal', async () => {
    await record();
    expect(JSON.stringify(await snapshot('legal'))).not.toContain(NAME);
    for (const table of ['arrests', 'journal', 'people', 'app.ops']) {
      const hit = await value(house.world, `select count(*) from ${table} t where t::text ilike '%' || $1 || '%'`, [
        NAME,
      ]);
      expect({ table, hit }).toEqual({ table, hit: '0' });
    }
  });

  it.each<[string, Record<string, string>, string]>([
    ['an hour to come', { date: '2098-01-01' }, 'time'],
    ['a day that does not exist', { date: '2026-02-30' }, 'date'],
    ['a time that does not exist', { time: '25:00' }, 'time'],
    ['no force', { force: 'army' }, 'force'],
    ['a code that is a name', { personCode: 'María' }, 'personCode'],
    ['no pseudonym', { pseudonym: ' ' }, 'pseudonym'],
    ['an endless text', { injuries: 'x'.repeat(2001) }, 'injuries'],
  ])('is refused with %s, and what was typed comes back', async (_what, fields, field) => {
    const came = await record(fields);
    expect(came).toMatchObject({ kind: 'refused', form: { values: { needs: 'insulina' } } });
    if (came.kind === 'refused') expect(Object.keys(came.form.errors)).toEqual([field]);
  });

  it.each(['treasurer', 'observer'] as const)('is not for a %s to write down', async (role) => {
    expect(await record({}, role)).toEqual({ kind: 'error', status: 404 });
    expect(await house.call(role, intake.load)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('what is sealed of it', () => {
  it('is opened by the legal desk alone, which sees who did', async () => {
    const id = uuidv7();
    await record({ op: id });
    for (const role of ['owner', 'organizer', 'coordinator', 'observer'] as const) {
      expect(await act(role, id, 'look')).toEqual({ kind: 'error', status: 404 });
    }
    expect(await act('legal', id, 'look')).toMatchObject({ data: { details: { name: NAME, needs: 'insulina' } } });
    const parent = { snapshots: { team: await snapshot('legal') } };
    expect(await house.call('legal', page.load, { params: { id }, parent })).toMatchObject({
      data: { looks: [{ id: expect.any(String) as string }] },
    });
    expect(await house.call('owner', page.load, { params: { id }, parent })).toMatchObject({ data: { looks: null } });
  });

  it('is corrected without being shown to anybody else', async () => {
    const id = uuidv7();
    await record({ op: id, name: '', needs: '' });
    expect(await act('owner', id, 'details', { name: 'X' })).toEqual({ kind: 'error', status: 404 });
    expect(await act('legal', id, 'details', { name: 'Otra Persona' })).toMatchObject({ kind: 'done' });
    expect(await act('legal', id, 'look')).toMatchObject({ data: { details: { name: 'Otra Persona', needs: '' } } });
  });
});

describe('what happens since', () => {
  it('stops a clock, and runs again when it is taken back', async () => {
    const id = uuidv7();
    await record({ op: id });
    const done = uuidv7();
    expect(await act('legal', id, 'act', { op: done, kind: 'released', ...moment })).toMatchObject({ kind: 'done' });
    expect(await act('legal', id, 'act', { kind: 'released', ...moment })).toMatchObject({
      kind: 'refused',
      status: 409,
    });
    const status = () =>
      value(
        house.world,
        'select status from custody_statuses where person_id = $1 order by from_date desc, created_at desc limit 1',
        [id],
      );
    expect(await status()).toBe('released_pending');
    expect(await act('coordinator', id, 'undo', { act: done })).toEqual({ kind: 'error', status: 404 });
    expect(await act('legal', id, 'undo', { act: done })).toMatchObject({ kind: 'done' });
    expect(await status()).toBe('police_station');
  });

  it('is not before it', async () => {
    const id = uuidv7();
    await record({ op: id });
    const early = { ...moment, date: '2026-03-01' };
    expect(await act('legal', id, 'act', { kind: 'heard', ...early })).toMatchObject({
      form: { errors: { time: 'before_arrest' } },
    });
    await act('legal', id, 'act', { kind: 'heard', ...moment });
    const later = { date: '2026-03-04', time: '10:00', tz: moment.tz, place: '', force: 'gna', ruleset: 'AR-CPPF' };
    expect(await act('legal', id, 'facts', later)).toMatchObject({ form: { errors: { time: 'after_act' } } });
    expect(await act('legal', id, 'facts', { ...later, date: '2026-03-02' })).toMatchObject({ kind: 'done' });
  });

  it('is nowhere for an address that was guessed', async () => {
    const parent = { snapshots: { team: await snapshot('legal') } };
    for (const id of [uuidv7(), 'x']) {
      expect(await house.call('legal', page.load, { params: { id }, parent })).toEqual({ kind: 'error', status: 404 });
    }
  });
});
