import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamSnapshot } from '../../src/lib/contracts/journal';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/care/+page.server';
import { mustApply, value } from '../db/cast';
import { openHouse, type Ask, type Came, type House } from './house';

const DETAIL = 'insulina NPH 20 unidades';
const TZ = 'America/Argentina/Buenos_Aires';
const today = new Intl.DateTimeFormat('en-CA', { timeZone: TZ }).format(Date.now());
let house: House;
let person: string;
/** Of the legal desk, and in no compartment. */
let outsider: (handler: unknown, ask?: Ask) => Promise<Came>;
let counter = 0;

async function register(): Promise<string> {
  const id = uuidv7();
  const told = { pseudonym: 'Ceibo', status: 'pretrial_detention' as const, place: '', fromDate: '2026-01-01' };
  const code = `C-${(counter += 1)}`;
  await mustApply(house.db('legal'), 'people.register', {
    campaign: house.campaign,
    id,
    code,
    statusId: uuidv7(),
    ...told,
  });
  return id;
}
beforeAll(async () => {
  house = await openHouse();
  person = await register();
  outsider = await house.join('legal');
});
afterAll(() => house.close());

const act = (as: Role, name: string, fields: Record<string, string> = {}) =>
  house.call(as, page.actions[name], { fields: { form: name, op: uuidv7(), ...fields } });
async function need(fields: Record<string, string> = {}, as: Role = 'coordinator'): Promise<string> {
  const op = uuidv7();
  const told = { op, person, kind: 'medication', urgency: 'now', tz: TZ, detail: DETAIL, ...fields };
  expect(await act(as, 'add', told)).toMatchObject({ data: { done: 'added' } });
  return op;
}
async function snapshot(as: Role): Promise<StreamSnapshot> {
  const came = await house.call(as, layout);
  if (came.kind !== 'done') throw new Error('no layout');
  return (came.data['snapshots'] as { team: StreamSnapshot }).team;
}
const userOf = (role: Role): Promise<string> =>
  value(house.world, 'select user_id from member_roles where campaign_id = $1 and roles = array[$2] limit 1', [
    house.campaign,
    role,
  ]);
const DENIED = { kind: 'error', status: 404 };
const HIDDEN = { kind: 'refused', status: 404 };

describe('a need told by telephone', () => {
  it('is seen by everybody by its kind and code, and its detail by nobody who was not given it', async () => {
    const id = await need();
    const rows = (await snapshot('observer')).rows['needs'] ?? [];
    expect(rows.find((row) => row['id'] === id)).toMatchObject({ kind: 'medication', state: 'open', has_detail: true });
    for (const role of ['legal', 'coordinator'] as const)
      expect(JSON.stringify(await snapshot(role))).not.toContain(DETAIL);
    for (const table of ['needs', 'need_acts', 'journal', 'app.ops']) {
      const hit = await value(house.world, `select count(*) from ${table} t where strpos(t::text, $1) > 0`, [DETAIL]);
      expect({ table, hit }).toEqual({ table, hit: '0' });
    }
    // Whoever takes it sees to it; that opens nothing.
    expect(await act('coordinator', 'act', { need: id, kind: 'take' })).toMatchObject({ data: { done: 'saved' } });
    expect(await act('coordinator', 'look', { need: id })).toMatchObject(HIDDEN);
    expect(await act('coordinator', 'act', { need: id, kind: 'share' })).toMatchObject(HIDDEN);
    expect(await act('legal', 'act', { need: id, kind: 'share' })).toMatchObject({ kind: 'done' });
    expect(await act('coordinator', 'look', { need: id })).toMatchObject({ data: { opened: { text: DETAIL } } });
    expect(await act('organizer', 'look', { need: id })).toMatchObject(HIDDEN);
    expect(await act('legal', 'look', { need: id })).toMatchObject({ data: { opened: { text: DETAIL } } });
    expect(await value(house.world, "select count(*) from looks where entity = 'needs' and entity_id = $1", [id])).toBe(
      '2',
    );
  });

  it('is taken by one, handed over, settled and taken back; a detail let go of is closed again', async () => {
    const id = await need();
    const organizer = await userOf('organizer');
    expect(await act('coordinator', 'act', { need: id, kind: 'take' })).toMatchObject({ kind: 'done' });
    expect(await act('organizer', 'act', { need: id, kind: 'take' })).toMatchObject({ status: 409 });
    await act('legal', 'act', { need: id, kind: 'give', to: organizer });
    expect(await act('organizer', 'look', { need: id })).toMatchObject({ data: { opened: { text: DETAIL } } });
    expect(await act('coordinator', 'look', { need: id })).toMatchObject(HIDDEN);
    const done = uuidv7();
    await act('organizer', 'act', { op: done, need: id, kind: 'done', note: 'Entregada' });
    expect(await act('coordinator', 'act', { need: id, kind: 'release' })).toMatchObject({ status: 409 });
    expect(await act('coordinator', 'undo', { need: id, act: done })).toMatchObject({ data: { done: 'undone' } });
    expect(await act('coordinator', 'act', { need: id, kind: 'give', to: await userOf('coordinator') })).toMatchObject({
      kind: 'done',
    });
    // Given by somebody who may not open it themselves: not opened with it.
    expect(await act('coordinator', 'look', { need: id })).toMatchObject(HIDDEN);
    expect(await act('legal', 'act', { need: id, kind: 'give', to: await userOf('observer') })).toMatchObject({
      form: { errors: { to: 'choice' } },
    });
  });

  it.each([
    [{ kind: 'holiday' }, 'kind'],
    [{ person: '' }, 'person'],
    [{ date: '2026-02-30', time: '10:00' }, 'date'],
    [{ date: '', time: '10:00' }, 'date'],
    [{ date: '2026-12-01', time: '' }, 'time'],
    [{ date: '2199-12-01', time: '10:00' }, 'date'],
    [{ detail: 'x'.repeat(4001) }, 'detail'],
  ])('is refused with %j, and what was typed comes back', async (fields, field) => {
    const told = { person, kind: 'food', urgency: 'today', tz: TZ, detail: 'pan', ...fields };
    const came = await act('coordinator', 'add', told);
    expect(came).toMatchObject({ kind: 'refused', form: { values: told } });
    if (came.kind === 'refused') expect(Object.keys(came.form.errors)).toEqual([field]);
  });

  it('is told with what is due, late ones as late', async () => {
    const id = await need({ kind: 'food', date: '2026-01-01', time: '10:00' });
    const due = await house.world.sql.query(
      'select what, code, kind, overdue, owner from app.care_due($1) where id = $2',
      [house.campaign, id],
    );
    expect(due.rows).toEqual([{ what: 'need', code: 'C-1', kind: 'food', overdue: true, owner: null }]);
  });
});

async function rota(fields: Record<string, string> = {}): Promise<string> {
  const op = uuidv7();
  const told = { op, kind: 'letter', person, fromDay: today, every: '0', wanted: '1', at: '10:00', ...fields };
  expect(await act('coordinator', 'rota', told)).toMatchObject({ data: { done: 'saved' } });
  return op;
}

describe('turns', () => {
  it('are signed up for until they are full, left, done with a note, and taken back', async () => {
    const id = await rota();
    const mine = uuidv7();
    expect(await act('observer', 'sign', { rota: id, day: today })).toEqual(DENIED);
    expect(await act('coordinator', 'sign', { op: mine, rota: id, day: '2026-01-05' })).toMatchObject({
      form: { errors: { day: 'choice' } },
    });
    expect(await act('coordinator', 'sign', { op: mine, rota: id, day: today })).toMatchObject({
      data: { done: 'signed' },
    });
    expect(await act('organizer', 'sign', { rota: id, day: today })).toMatchObject({ status: 409 });
    expect(await act('organizer', 'leave', { shift: mine })).toMatchObject(HIDDEN);
    const note = 'Está mejor de la fiebre';
    expect(await act('coordinator', 'mark', { shift: mine, state: 'done', note })).toMatchObject({ kind: 'done' });
    expect(JSON.stringify(await snapshot('legal'))).not.toContain(note);
    expect(await act('organizer', 'note', { shift: mine })).toMatchObject(HIDDEN);
    expect(await act('legal', 'note', { shift: mine })).toMatchObject({ data: { opened: { text: note } } });
    expect(await act('organizer', 'mark', { shift: mine, state: 'signed' })).toMatchObject({ kind: 'done' });
    expect(await act('coordinator', 'leave', { shift: mine })).toMatchObject({ data: { done: 'left' } });
    expect(await act('organizer', 'sign', { rota: id, day: today })).toMatchObject({ kind: 'done' });
  });

  it('that nobody took are told as gaps, and a visit needs a place', async () => {
    const id = await rota({ wanted: '2' });
    const told = () =>
      value<string>(house.world, "select count(*) from app.care_due($1) where id = $2 and what = 'gap'", [
        house.campaign,
        id,
      ]);
    expect(await told()).toBe('1');
    await act('coordinator', 'end', { rota: id, ended: 'yes' });
    expect(await told()).toBe('0');
    const visit = { kind: 'visit', fromDay: today, every: '1', wanted: '1' };
    expect(await act('coordinator', 'rota', visit)).toMatchObject({ form: { errors: { facility: 'choice' } } });
    const place = uuidv7();
    const facts = { op: place, name: 'Unidad de ejemplo', visitFrom: '09:00', checkedOn: today };
    expect(await act('coordinator', 'facility', facts)).toMatchObject({ kind: 'done' });
    expect(await act('coordinator', 'facility', { ...facts, op: uuidv7(), checkedOn: '2098-01-01' })).toMatchObject({
      form: { errors: { checkedOn: 'future' } },
    });
    expect(await act('coordinator', 'rota', { ...visit, facility: place })).toMatchObject({ kind: 'done' });
  });
});

describe('of somebody in a compartment', () => {
  it('nothing of it is there for others, also of the legal desk', async () => {
    person = await register();
    const hidden = await need({ kind: 'clothes' });
    const turn = await rota();
    const [cell, code] = [uuidv7(), 'K-7'];
    const legal = house.db('legal');
    await mustApply(legal, 'compartments.create', { campaign: house.campaign, id: cell, memberId: uuidv7(), code });
    await mustApply(legal, 'compartments.put', { entity: 'people', id: person, compartment: cell });
    for (const role of ['owner', 'coordinator', 'observer'] as const) {
      const seen = JSON.stringify(await snapshot(role));
      expect([seen.includes(hidden), seen.includes(turn)]).toEqual([false, false]);
    }
    const fields = (name: string, more: object) => ({ fields: { form: name, op: uuidv7(), ...more } });
    for (const ask of [
      (name: string, more: object) => outsider(page.actions[name], fields(name, more)),
      (name: string, more: object) => house.call('coordinator', page.actions[name], fields(name, more)),
    ]) {
      expect(await ask('look', { need: hidden })).toMatchObject(HIDDEN);
      expect(await ask('act', { need: hidden, kind: 'take' })).toMatchObject(HIDDEN);
      expect(await ask('sign', { rota: turn, day: today })).toMatchObject(HIDDEN);
      const more = { person, kind: 'food', urgency: 'now', tz: TZ };
      expect(await ask('add', more)).toMatchObject(HIDDEN);
    }
    expect(await act('legal', 'look', { need: hidden })).toMatchObject({ data: { opened: { text: DETAIL } } });
    expect(await act('legal', 'act', { need: hidden, kind: 'give', to: await userOf('coordinator') })).toMatchObject({
      form: { errors: { to: 'choice' } },
    });
  });
});
