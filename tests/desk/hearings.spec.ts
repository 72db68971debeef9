import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import type { Hearing } from '../../src/lib/features/hearings';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as list from '../../src/routes/(team)/desk/[campaign]/hearings/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/hearings/[hearing]/+page.server';
import * as csv from '../../src/routes/(team)/desk/[campaign]/hearings/export.csv/+server';
import { mustApply, value } from '../db/cast';
import { openHouse, type House } from './house';

const LINK = 'https://video.ejemplo/sala?clave=reservada';
const DETAIL = 'Nombre Reservado declaró';
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const userOf = (role: Role): Promise<string> =>
  value(house.world, 'select user_id from member_roles where campaign_id = $1 and roles = array[$2]', [
    house.campaign,
    role,
  ]);
async function schedule(fields: Record<string, string> = {}): Promise<string> {
  const op = uuidv7();
  const came = await house.call('legal', list.actions['schedule'], { fields: scheduling({ op, ...fields }) });
  expect(came).toMatchObject({ data: { done: 'scheduled' } });
  return op;
}
const scheduling = (fields: Record<string, string>) => ({
  form: 'schedule',
  op: uuidv7(),
  caseCode: `EJEMPLO-${(counter += 1)}/26`,
  court: 'TOF 1 (ejemplo)',
  kind: 'trial',
  date: '2027-04-23',
  time: '13:30',
  tz: 'America/Argentina/Buenos_Aires',
  minutes: '60',
  watchWanted: '0',
  ...fields,
});
type Act = keyof typeof page.actions;
const act = (as: Role, hearing: string, name: Act, fields: Record<string, string> = {}) =>
  house.call(as, page.actions[name], { params: { hearing }, fields: { form: name, op: uuidv7(), ...fields } });
async function shown(as: Role, hearing: string) {
  const came = await house.call(as, page.load, { params: { hearing } });
  if (came.kind !== 'done') throw new Error('no page');
  return came.data as { hearing: Hearing; moves: { from: string; to: string; reason: string; id: string }[] } & {
    may: object;
  };
}
const DENIED = { kind: 'error', status: 404 };
const move = (fields: Record<string, string> = {}) => ({
  was: 'scheduled',
  base: '0',
  court: 'TOF 1 (ejemplo)',
  date: '2027-04-30',
  time: '10:00',
  tz: 'America/Argentina/Buenos_Aires',
  ...fields,
});

describe('the dates of a hearing', () => {
  it('are all kept, with who moved it and why; its SEQUENCE only grows, also when a change is taken back', async () => {
    const id = await schedule();
    expect(await act('legal', id, 'move', move({ reason: 'Pidió la fiscalía' }))).toMatchObject({ kind: 'done' });
    expect(await act('legal', id, 'status', { base: '1', status: 'suspended', reason: 'Paro' })).toMatchObject({
      kind: 'done',
    });
    const { moves, hearing } = await shown('observer', id);
    expect(hearing).toMatchObject({ status: 'suspended', sequence: 2 });
    expect(moves).toMatchObject([
      { from: 'scheduled', to: 'rescheduled', reason: 'Pidió la fiscalía' },
      { from: 'rescheduled', to: 'suspended', reason: 'Paro' },
    ]);
    expect(await act('legal', id, 'undo', { move: moves[0]?.id ?? '' })).toMatchObject({ status: 409 });
    expect(await act('legal', id, 'undo', { move: moves[1]?.id ?? '' })).toMatchObject({ kind: 'done' });
    expect(await act('legal', id, 'undo', { move: moves[0]?.id ?? '' })).toMatchObject({ kind: 'done' });
    const back = await shown('observer', id);
    expect(back.hearing).toMatchObject({ status: 'scheduled', sequence: 4 });
    expect(Date.parse(back.hearing.startsAt)).toBe(Date.parse('2027-04-23T13:30:00-03:00'));
    expect(back.moves).toHaveLength(4);
  });

  it('are refused to whoever saw an older one, and what cannot have happened yet is not written', async () => {
    const id = await schedule();
    await act('legal', id, 'move', move());
    expect(await act('legal', id, 'move', move({ date: '2027-05-01' }))).toMatchObject({
      form: { failure: { code: 'stale' }, values: { date: '2027-05-01' } },
    });
    expect(await act('legal', id, 'status', { base: '1', status: 'held' })).toMatchObject({
      form: { errors: { status: 'not_yet' } },
    });
    expect(await act('legal', id, 'move', move({ base: '1', date: '2199-01-01' }))).toMatchObject({
      form: { errors: { date: 'instant' } },
    });
  });

  it('are changed by the legal desk alone, and read by everybody of the team', async () => {
    const id = await schedule();
    for (const role of ['owner', 'organizer', 'coordinator', 'observer'] as const) {
      expect(await act(role, id, 'move', move())).toEqual(DENIED);
      expect((await shown(role, id)).hearing.caseCode).toMatch(/^EJEMPLO/);
    }
    for (const hearing of [uuidv7(), 'x']) {
      expect(await house.call('legal', page.load, { params: { hearing } })).toEqual(DENIED);
      expect(await act('legal', hearing, 'move', move())).toMatchObject({ kind: 'refused' });
    }
  });
});

describe('the diary of the defence', () => {
  it('is asked before anything is saved, and saved by whoever has seen it', async () => {
    const defence = await userOf('legal');
    await schedule({ date: '2027-06-01', time: '10:00', defence });
    const near = { date: '2027-06-01', time: '11:30', court: 'TOF 2', defence };
    const fields = scheduling(near);
    const refused = await house.call('legal', list.actions['schedule'], { fields });
    expect(refused).toMatchObject({ status: 409, form: { errors: { time: 'diary' }, values: { defence } } });
    expect(await house.call('legal', list.actions['schedule'], { fields: { ...fields, anyway: 'on' } })).toMatchObject({
      kind: 'done',
    });
    const third = await schedule({ date: '2027-06-02', court: 'TOF 2', defence });
    const onto = move({ date: '2027-06-01', time: '10:30', court: 'TOF 2' });
    expect(await act('legal', third, 'move', onto)).toMatchObject({ form: { errors: { time: 'diary' } } });
    expect(await act('legal', third, 'move', { ...onto, anyway: 'on' })).toMatchObject({ kind: 'done' });
  });
});

describe('going to a hearing', () => {
  it('is for whoever works in the team: first come, then a waiting list, and a place can be taken back', async () => {
    const id = await schedule({ watchWanted: '1' });
    expect(await act('observer', id, 'join', { part: 'watch' })).toEqual(DENIED);
    expect(await act('coordinator', id, 'join', { part: 'watch' })).toMatchObject({ data: { done: 'joined' } });
    expect(await act('organizer', id, 'join', { part: 'watch' })).toMatchObject({ data: { done: 'joined' } });
    expect(await act('organizer', id, 'join', { part: 'press' })).toMatchObject({ status: 409 });
    await act('legal', id, 'facts', { minutes: '60', watchWanted: '1', link: LINK });
    const look = (as: Role) => act(as, id, 'look', { what: 'link' });
    expect(await look('coordinator')).toMatchObject({ data: { opened: { what: 'link', text: LINK } } });
    // Waits for a place, has none, may not even know.
    for (const role of ['organizer', 'treasurer', 'observer'] as const)
      expect(await look(role)).toMatchObject({ status: 404 });
    expect(await act('coordinator', id, 'leave', { part: 'watch' })).toMatchObject({ data: { done: 'left' } });
    expect(await look('organizer')).toMatchObject({ data: { opened: { text: LINK } } });
    // Back within minutes: the place is theirs again.
    await act('coordinator', id, 'join', { part: 'watch' });
    expect(await look('organizer')).toMatchObject({ status: 404 });
    expect(
      await value(house.world, "select count(*) from looks where entity = 'hearings' and entity_id = $1", [id]),
    ).toBe('2');
  });

  it('is told afterwards by the legal desk, and never before it began', async () => {
    const id = await schedule({ watchWanted: '2' });
    const user = await userOf('coordinator');
    await act('legal', id, 'assign', { user, part: 'watch' });
    const came = { user, part: 'watch', came: 'yes' };
    expect(await act('legal', id, 'attended', came)).toMatchObject({ form: { errors: { came: 'not_yet' } } });
    await act('legal', id, 'move', move({ date: '2026-04-01' }));
    expect(await act('coordinator', id, 'attended', came)).toEqual(DENIED);
    expect(await act('legal', id, 'attended', came)).toMatchObject({ kind: 'done' });
    expect(await act('coordinator', id, 'join', { part: 'watch' })).toMatchObject({ status: 409 });
  });
});

describe('what is sealed of a hearing', () => {
  it('stands in no row, journal or list, and is opened by the legal desk, which sees who did', async () => {
    const id = await schedule({ link: LINK });
    expect(await act('legal', id, 'outcome', { outcome: 'Pasó a cuarto intermedio', detail: DETAIL })).toMatchObject({
      kind: 'done',
    });
    for (const table of ['hearings', 'journal', 'hearing_moves', 'app.ops']) {
      for (const secret of [LINK, DETAIL]) {
        const hit = await value(house.world, `select count(*) from ${table} t where strpos(t::text, $1) > 0`, [secret]);
        expect({ table, hit }).toEqual({ table, hit: '0' });
      }
    }
    expect(await act('owner', id, 'look', { what: 'outcome' })).toMatchObject({ status: 404 });
    expect(await act('legal', id, 'look', { what: 'outcome' })).toMatchObject({ data: { opened: { text: DETAIL } } });
    // Saving the line alone leaves the detail.
    await act('legal', id, 'outcome', { outcome: 'Sigue el martes', detail: '' });
    expect(await act('legal', id, 'look', { what: 'outcome' })).toMatchObject({ data: { opened: { text: DETAIL } } });
  });

  it('leaves with no list either', async () => {
    const id = await schedule({ caseCode: '=1+1', link: LINK });
    const came = await house.call('observer', csv.GET);
    if (came.kind !== 'done' || !(came.data instanceof Response)) throw new Error('no list');
    const text = await came.data.text();
    expect(text).toContain("'=1+1");
    expect(text).not.toContain(LINK);
    expect(text).not.toContain(id);
  });
});

describe('a hearing in a compartment', () => {
  it('is nowhere for whoever is not within, and an ordinary one for its members', async () => {
    const id = await schedule({ caseCode: 'SECRETO-1', watchWanted: '3' });
    const legal = house.db('legal');
    const [cell, code] = [uuidv7(), 'K-1'];
    await mustApply(legal, 'compartments.create', { campaign: house.campaign, id: cell, memberId: uuidv7(), code });
    const theCase = await value<string>(house.world, "select id from cases where code = 'SECRETO-1'");
    await act('legal', id, 'status', { base: '0', status: 'suspended' });
    await mustApply(legal, 'compartments.put', { entity: 'cases', id: theCase, compartment: cell });
    expect((await shown('legal', id)).moves).toHaveLength(1);
    for (const role of ['owner', 'organizer', 'coordinator', 'observer'] as const) {
      expect(await house.call(role, page.load, { params: { hearing: id } })).toEqual(DENIED);
      expect(await act(role, id, 'look', { what: 'link' })).toMatchObject({ status: 404 });
      const read = await house.db(role).from('hearing_moves').select('id').eq('hearing_id', id);
      expect(read.data).toEqual([]);
    }
    expect(await act('coordinator', id, 'join', { part: 'watch' })).toMatchObject({ status: 404 });
    const user = await userOf('coordinator');
    expect(await act('legal', id, 'assign', { user, part: 'watch' })).toMatchObject({
      form: { errors: { user: 'choice' } },
    });
    // The same code typed by its member means the hidden case; a second one is not made.
    await schedule({ caseCode: 'SECRETO-1' });
    expect(await value(house.world, "select count(*) from cases where code = 'SECRETO-1'")).toBe('1');
  });
});
