import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import type { Custody } from '../../src/lib/features/custody/model';
import { addDays, today } from '../../src/lib/kernel/dates';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as layout from '../../src/routes/(team)/desk/[campaign]/people/[person]/+layout.server';
import * as exported from '../../src/routes/(team)/desk/[campaign]/people/export.csv/+server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/[person]/+page.server';
import * as peoplePage from '../../src/routes/(team)/desk/[campaign]/people/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

const NOW = today('America/Argentina/Buenos_Aires');
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function somebody(): Promise<string> {
  const op = uuidv7();
  const fields = {
    form: 'register',
    op,
    personCode: `C-${(counter += 1)}`,
    pseudonym: 'Ceibo',
    status: 'police_station',
    place: '',
    fromDate: '2026-01-01',
  };
  expect(await house.call('legal', peoplePage.actions['register'], { fields })).toMatchObject({ kind: 'done' });
  return op;
}
type Action = keyof typeof page.actions;
const act = (person: string, name: Action, fields: Record<string, string>, as: Role = 'legal') =>
  house.call(as, page.actions[name], { params: { person }, fields: { form: String(name), op: uuidv7(), ...fields } });
async function custody(person: string, as: Role = 'observer'): Promise<Custody> {
  const came = await house.call(as, page.load, { params: { person } });
  if (came.kind !== 'done') throw new Error(`no page: ${JSON.stringify(came)}`);
  return came.data['custody'] as Custody;
}

describe('the timeline of somebody', () => {
  it('says what is true now, in the list too, and keeps what was put right', async () => {
    const person = await somebody();
    const status = { status: 'pretrial_detention', place: 'Unidad 1', fromDate: '2026-01-20' };
    expect(await act(person, 'status', { ...status, fromKnown: 'month' })).toMatchObject({ kind: 'done' });
    const [wrong] = (await custody(person)).statuses;
    expect(wrong).toMatchObject({ from: '2026-01-01', known: 'month', place: 'Unidad 1' });
    const right = { ...status, fromDate: '2026-01-12', corrects: wrong?.id ?? '' };
    expect(await act(person, 'status', right)).toMatchObject({ kind: 'done' });
    const { statuses } = await custody(person);
    expect(statuses.filter(({ undone }) => !undone).map(({ from }) => from)).toEqual(['2026-01-12', '2026-01-01']);
    expect(statuses.find(({ id }) => id === wrong?.id)?.undone).toBe(true);
    const row = 'select status || status_from || held_since from people where id = $1';
    expect(await value(house.world, row, [person])).toBe('pretrial_detention2026-01-122026-01-01');

    const undo = { what: 'custody_statuses', row: statuses.find(({ corrects }) => corrects)?.id ?? '' };
    expect(await act(person, 'undo', undo)).toMatchObject({ kind: 'done' });
    expect((await custody(person)).statuses.find(({ id }) => id === wrong?.id)?.undone).toBe(false);
    expect(await act(person, 'undo', undo)).toMatchObject({ kind: 'refused', status: 409 });
  });

  it('refuses what overlaps, in the hand and in the database, and gives back what was typed', async () => {
    const person = await somebody();
    const stay = { facility: 'Unidad 1', notice: 'no', fromDate: '2026-01-05', toDate: '2026-02-05' };
    expect(await act(person, 'stay', stay)).toMatchObject({ kind: 'done' });
    const inside = { facility: 'Unidad 2', notice: 'no', fromDate: '2026-01-20' };
    expect(await act(person, 'stay', inside)).toMatchObject({
      kind: 'refused',
      status: 409,
      form: { errors: { fromDate: 'overlaps' }, values: inside },
    });
    expect(await act(person, 'stay', { ...inside, fromDate: '2026-02-05' })).toMatchObject({ kind: 'done' });
    for (const [change, errors] of [
      [{ fromDate: '2026-02-30' }, { fromDate: 'date' }],
      [{ fromDate: '2099-01-01' }, { fromDate: 'future' }],
      [{ toDate: '2026-01-01' }, { toDate: 'before_start' }],
      [{ facility: ' ' }, { facility: 'required' }],
      [{ notice: 'perhaps' }, { notice: 'choice' }],
    ] as const)
      expect(await act(person, 'stay', { ...stay, ...change })).toMatchObject({ kind: 'refused', form: { errors } });
  });

  it('tells that a cell is kept and never which', async () => {
    const person = await somebody();
    const stay = { facility: 'Unidad 1', cell: 'Pabellón reservado 7', notice: 'yes', fromDate: '2026-01-05' };
    expect(await act(person, 'stay', stay, 'owner')).toEqual(expect.objectContaining({ kind: 'refused', status: 404 }));
    expect(await act(person, 'stay', stay)).toMatchObject({ kind: 'done' });
    expect((await custody(person)).stays).toMatchObject([{ facility: 'Unidad 1', hasCell: true }]);
    for (const table of ['place_stays', 'journal', 'app.ops']) {
      const hits = await value(house.world, `select count(*) from ${table} t where t::text like '%reservado 7%'`);
      expect({ table, hits }).toEqual({ table, hits: '0' });
    }
    const [kept] = (await custody(person)).stays;
    await act(person, 'stay', { ...stay, cell: '', fromDate: '2026-01-06', corrects: kept?.id ?? '' }, 'owner');
    expect((await custody(person)).stays.filter(({ undone }) => !undone)).toMatchObject([{ hasCell: true }]);
  });
});

describe('presentations', () => {
  const weekly = { kind: 'present', place: 'Juzgado', rhythm: 'weekly' };

  it('come again, are marked with their day, and late ones stay due', async () => {
    const person = await somebody();
    const first = addDays(NOW, -1);
    await act(person, 'oblige', { ...weekly, fromDate: first });
    const [made] = (await custody(person)).obligations;
    expect(made).toMatchObject({ next: addDays(first, 7), rule: expect.stringContaining('WEEKLY') as string });
    await act(person, 'oblige', { ...weekly, fromDate: NOW, corrects: made?.id ?? '' });
    const due = async () => (await custody(person)).obligations.find(({ undone }) => !undone);
    expect((await due())?.next).toBe(NOW);
    const check = { obligation: (await due())?.id ?? '', dueOn: NOW, doneOn: NOW };
    expect(await act(person, 'check', { ...check, doneOn: addDays(NOW, 1) })).toMatchObject({
      form: { errors: { doneOn: 'future' } },
    });
    expect(await act(person, 'check', check)).toMatchObject({ kind: 'done' });
    expect((await due())?.next).toBe(addDays(NOW, 7));
    expect(await value(house.world, 'select next_on::text from people where id = $1', [person])).toBe(addDays(NOW, 7));
    expect(await act(person, 'check', check)).toMatchObject({ kind: 'refused', status: 409 });
    const [done] = (await due())?.checks ?? [];
    await act(person, 'undo', { what: 'obligation_checks', row: done?.id ?? '' });
    expect((await due())?.next).toBe(NOW);
  });
});

describe('the page of somebody', () => {
  it('is read by the team and written by the legal desk and owners', async () => {
    const person = await somebody();
    for (const role of ['organizer', 'treasurer', 'coordinator', 'observer'] as const) {
      expect((await custody(person, role)).statuses).toHaveLength(1);
      expect(await act(person, 'rename', { pseudonym: 'X' }, role)).toEqual({ kind: 'error', status: 404 });
    }
    expect(await act(person, 'rename', { pseudonym: 'Tala' }, 'owner')).toMatchObject({ kind: 'done' });
    expect(await house.call('observer', layout.load, { params: { person } })).toMatchObject({
      data: { person: { pseudonym: 'Tala' } },
    });
  });

  it('is nowhere for an address that was guessed, or for somebody in a compartment', async () => {
    const person = await somebody();
    const cell = uuidv7();
    await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-1')`, [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, person]);
    const stay = { facility: 'Unidad', notice: 'no', fromDate: '2026-01-05' };
    for (const id of [uuidv7(), 'x', person]) {
      expect(await house.call('legal', layout.load, { params: { person: id } })).toEqual({
        kind: 'error',
        status: 404,
      });
      expect(await act(id, 'stay', stay)).toMatchObject(id === 'x' ? { status: 400 } : { status: 404 });
    }
  });

  it('leaves in a list of codes, which is written down, without whoever is in a compartment', async () => {
    const [person, hidden] = [await somebody(), await somebody()];
    const cell = uuidv7();
    await house.world.sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'K-9')`, [
      cell,
      house.campaign,
    ]);
    await house.world.sql.query('update people set compartment_id = $1 where id = $2', [cell, hidden]);
    const codeOf = (id: string) => value<string>(house.world, 'select code from people where id = $1', [id]);
    const came = await house.call('observer', exported.POST, { fields: { op: uuidv7() } });
    const file = came.kind === 'done' ? await (came.data as unknown as Response).text() : '';
    expect(file).toContain(`${await codeOf(person)},Ceibo,`);
    expect(file).not.toContain(`${await codeOf(hidden)},`);
    expect(await value(house.world, 'select count(*) from people_exports')).toBe('1');
  });
});
