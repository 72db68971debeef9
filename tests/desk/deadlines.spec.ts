import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as calendarPage from '../../src/routes/(team)/desk/[campaign]/deadlines/calendar/+page.server';
import * as listPage from '../../src/routes/(team)/desk/[campaign]/deadlines/+page.server';
import * as onePage from '../../src/routes/(team)/desk/[campaign]/deadlines/[deadline]/+page.server';
import * as rulesPage from '../../src/routes/(team)/desk/[campaign]/deadlines/rules/+page.server';
import { openHouse, type House } from './house';
import { sweepDeadlines } from '../../src/lib/features/deadlines/sweep.server';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Listed {
  id: string;
  caseCode: string;
  dueOn: string;
  actBy: string | null;
  state: string;
  receipt: string;
  movedFrom: string | null;
  pending: { dueOn: string } | null;
}
const keep = (fields: Record<string, string>, as: Role = 'legal') =>
  house.call(as, listPage.actions.keep, {
    fields: {
      form: 'keep',
      op: uuidv7(),
      caseCode: 'EJEMPLO-1/26',
      rule: 'N-450',
      calendar: 'AR-FED-CABA',
      day: '2026-05-11',
      time: '',
      ...fields,
    },
  });
const kept = async (fields: Record<string, string> = {}): Promise<string> => {
  const op = uuidv7();
  expect(await keep({ op, ...fields })).toMatchObject({ kind: 'done', data: { done: 'kept', what: op } });
  return op;
};
const read = async (id: string, as: Role = 'observer') => {
  const came = await house.call(as, onePage.load, { params: { deadline: id } });
  if (came.kind !== 'done') return came;
  return came.data['deadline'] as Listed;
};
const act = (id: string, action: keyof typeof onePage.actions, fields: Record<string, string>, as: Role = 'legal') =>
  house.call(as, onePage.actions[action], {
    params: { deadline: id },
    fields: { form: action, op: uuidv7(), ...fields },
  });
const shut = (fields: Record<string, string>, as: Role = 'legal') =>
  house.call(as, calendarPage.actions.day, {
    fields: {
      form: 'day',
      op: uuidv7(),
      step: 'do',
      calendar: 'AR-FED-CABA',
      fromDay: '2026-05-14',
      toDay: '',
      kind: 'asueto',
      name: 'Asueto',
      source: 'Acordada de ejemplo',
      ...fields,
    },
  });

describe('a deadline', () => {
  it('is counted from its notification, and everybody sees date and code', async () => {
    const op = uuidv7();
    expect(await keep({ op })).toMatchObject({ data: { due: '2026-05-14' } });
    expect(await keep({ op })).toMatchObject({ kind: 'done' });
    const came = await house.call('observer', listPage.load);
    if (came.kind !== 'done') throw new Error('no list');
    const list = came.data['deadlines'] as Listed[];
    expect(list).toMatchObject([{ id: op, caseCode: 'EJEMPLO-1/26', dueOn: '2026-05-14', actBy: '2026-05-13' }]);
    expect(came.data['canWrite']).toBe(false);
  });

  it('explains itself day by day', async () => {
    const id = await kept({ day: '2026-05-21' });
    const came = await house.call('coordinator', onePage.load, { params: { deadline: id } });
    if (came.kind !== 'done') throw new Error('no page');
    const { trace, orientative } = came.data['counted'] as {
      trace: { day: string; why: string }[];
      orientative: boolean;
    };
    expect(trace.find(({ day }) => day === '2026-05-25')?.why).toBe('holiday');
    expect(orientative).toBe(true);
  });

  it('of hours keeps its moment', async () => {
    const id = await kept({ rule: 'N-294', day: '2026-06-13', time: '21:30' });
    expect(await read(id)).toMatchObject({ dueOn: '2026-06-14', dueAt: expect.stringMatching(/^2026-06-15T00:30:00/) });
  });

  it.each([
    [{ day: '2026-02-30' }, { day: 'date' }],
    [{ rule: 'N-294' }, { time: 'instant_needed' }],
    [{ rule: 'N-162' }, { rule: 'rule_principle' }],
    [{ rule: 'X-1' }, { rule: 'choice' }],
    [{ calendar: 'MOON' }, { calendar: 'choice' }],
    [{ resolved: '2026-05-12' }, { resolved: 'notified_before_resolution' }],
    [{ km: '100' }, { km: 'distance' }],
    [{ variant: 'N-477.other_seat' }, { variant: 'variant_unknown' }],
    [{ caseCode: ' ' }, { caseCode: 'required' }],
  ])('%j is refused at its field', async (change, errors) => {
    expect(await keep(change)).toMatchObject({ kind: 'refused', status: 400, form: { errors, values: change } });
  });

  it('counts another amount for a situation that its rule names', async () => {
    const id = await kept({ rule: 'N-477', day: '2026-06-01', variant: 'N-477.other_seat' });
    expect(await read(id)).toMatchObject({ dueOn: '2026-06-11', served: { variant: 'other_seat' } });
  });

  it('in a year that is not loaded says which', async () => {
    const came = await keep({ day: '2027-03-01' });
    expect(came).toMatchObject({ form: { errors: { calendar: 'year_not_loaded' }, values: { missingYear: '2027' } } });
  });

  it('is done with the number of a receipt, and can be opened again', async () => {
    const id = await kept();
    expect(await act(id, 'done', { receipt: ' ' })).toMatchObject({ form: { errors: { receipt: 'required' } } });
    expect(await act(id, 'done', { receipt: 'C-881' })).toMatchObject({ kind: 'done' });
    expect(await read(id)).toMatchObject({ state: 'done', receipt: 'C-881' });
    await act(id, 'reopen', {});
    expect(await read(id)).toMatchObject({ state: 'open', receipt: '' });
    await act(id, 'waive', { reason: 'Consentido' });
    expect(await read(id)).toMatchObject({ state: 'waived' });
  });

  it.each(['owner', 'organizer', 'treasurer', 'coordinator', 'observer'] as const)(
    'is not written by %s',
    async (as) => {
      const id = await kept();
      expect(await keep({}, as)).toEqual({ kind: 'error', status: 404 });
      expect(await act(id, 'done', { receipt: 'C-1' }, as)).toEqual({ kind: 'error', status: 404 });
      expect(await shut({}, as)).toEqual({ kind: 'error', status: 404 });
      expect(await read(id)).toMatchObject({ state: 'open' });
    },
  );

  it('that does not exist has no page', async () => {
    for (const id of [uuidv7(), 'x']) expect(await read(id)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('a change of the calendar', () => {
  it('is looked at first, then later dates wait for a yes and earlier ones move at once', async () => {
    const [across, before] = [await kept({ day: '2026-08-10' }), await kept({ day: '2026-08-03' })];
    const day = { fromDay: '2026-08-12' };
    const looked = await shut({ ...day, step: 'look' });
    const lines = (came: typeof looked) =>
      came.kind === 'done' ? (came.data['moves'] as { lines: object[] }).lines : [];
    expect(lines(looked)).toMatchObject([
      { deadline: across, direction: 'later', from: '2026-08-13', to: '2026-08-14' },
    ]);
    expect(await read(across)).toMatchObject({ dueOn: '2026-08-13', pending: null });

    const op = uuidv7();
    expect(await shut({ ...day, op })).toMatchObject({ data: { done: 'day_set' } });
    expect(await shut({ ...day, op })).toMatchObject({ kind: 'done' });
    expect(await read(across)).toMatchObject({ dueOn: '2026-08-13', pending: { dueOn: '2026-08-14' } });
    expect(await read(before)).toMatchObject({ dueOn: '2026-08-06', pending: null });
    await act(across, 'move', { take: 'yes' });
    expect(await read(across)).toMatchObject({ dueOn: '2026-08-14', pending: null });

    const taken = { form: 'take', op: uuidv7(), calendar: 'AR-FED-CABA', day: op };
    expect(await house.call('legal', calendarPage.actions.take, { fields: taken })).toMatchObject({ kind: 'done' });
    expect(await read(across)).toMatchObject({ dueOn: '2026-08-13', movedFrom: '2026-08-14' });
    await act(across, 'move', { take: 'yes' });
    expect(await read(across)).toMatchObject({ movedFrom: null });
  });

  it('leaves the date of before where a person says so', async () => {
    const id = await kept({ day: '2026-09-07' });
    await shut({ fromDay: '2026-09-09' });
    await act(id, 'move', { take: 'no' });
    expect(await read(id)).toMatchObject({ dueOn: '2026-09-10', pending: null });
  });

  it('loads a year once somebody says that it is complete', async () => {
    const feria = {
      fromDay: '2027-01-01',
      toDay: '2027-01-31',
      kind: 'recess',
      name: 'Feria de enero',
      source: 'RJN art. 2',
    };
    expect(await shut(feria)).toMatchObject({ kind: 'done' });
    const year = { form: 'year', op: uuidv7(), calendar: 'AR-FED-CABA', year: '2027' };
    expect(await house.call('legal', calendarPage.actions.year, { fields: year })).toMatchObject({ kind: 'done' });
    expect(await read(await kept({ day: '2026-12-29' }))).toMatchObject({ dueOn: '2027-02-01' });
  });

  it.each([
    [{ fromDay: '2026-13-01' }, { fromDay: 'date' }],
    [{ toDay: '2026-05-01' }, { toDay: 'date' }],
    [{ source: '' }, { source: 'required' }],
    [{ calendar: 'MOON' }, { calendar: 'choice' }],
    [{ kind: 'party' }, { kind: 'choice' }],
  ])('%j is refused', async (change, errors) => {
    expect(await shut(change)).toMatchObject({ kind: 'refused', form: { errors } });
  });
});

describe('what stands in a compartment', () => {
  it('is counted anew by the machine after a change that somebody else made, by the same policy', async () => {
    const id = await kept({ day: '2026-09-14' });
    const cell = uuidv7();
    const { sql } = house.world;
    await sql.query(`insert into compartments (id, campaign_id, code) values ($1, $2, 'CELDA')`, [
      cell,
      house.campaign,
    ]);
    await sql.query(`update cases set compartment_id = $1 where id = (select case_id from deadlines where id = $2)`, [
      cell,
      id,
    ]);
    const stands = async (): Promise<{ due: string; pending: { dueOn: string } | null; moved: string | null }> => {
      const { rows } = await sql.query(
        'select due_on::text as due, pending, moved_from::text as moved from deadlines where id = $1',
        [id],
      );
      return rows[0] as Awaited<ReturnType<typeof stands>>;
    };
    expect(await read(id, 'legal')).toEqual({ kind: 'error', status: 404 });
    const op = uuidv7();
    const done = await shut({ fromDay: '2026-09-16', op });
    expect(done.kind === 'done' && done.data['moves']).toMatchObject({ all: 0 });
    expect(await stands()).toMatchObject({ due: '2026-09-17', pending: null });
    const system = house.world.backend.system();
    await sweepDeadlines(system);
    await sweepDeadlines(system);
    expect(await stands()).toMatchObject({ due: '2026-09-17', pending: { dueOn: '2026-09-18' } });
    const taken = { form: 'take', op: uuidv7(), calendar: 'AR-FED-CABA', day: op };
    await house.call('legal', calendarPage.actions.take, { fields: taken });
    await sweepDeadlines(system);
    expect(await stands()).toMatchObject({ due: '2026-09-17', pending: null });
    await sql.query('update cases set compartment_id = null where compartment_id = $1', [cell]);
  });
});

describe('a rule', () => {
  it('is signed off by the legal desk, and its dates are then no longer for guidance alone', async () => {
    const id = await kept({ rule: 'N-463', day: '2026-03-02' });
    const sign = { form: 'sign', op: uuidv7(), rule: 'N-463', version: '1', note: '' };
    expect(await house.call('owner', rulesPage.actions.sign, { fields: sign })).toEqual({ kind: 'error', status: 404 });
    expect(await house.call('legal', rulesPage.actions.sign, { fields: sign })).toMatchObject({ kind: 'done' });
    const signed = async () => {
      const came = await house.call('observer', onePage.load, { params: { deadline: id } });
      return came.kind === 'done' && came.data['signed'];
    };
    expect(await signed()).toBe(true);
    const rules = await house.call('observer', rulesPage.load);
    const by = rules.kind === 'done' ? (rules.data['signed'] as Record<string, { id: string }>)['N-463'] : undefined;
    const unsign = { form: 'unsign', op: uuidv7(), signoff: by?.id ?? '' };
    await house.call('legal', rulesPage.actions.unsign, { fields: unsign });
    expect(await signed()).toBe(false);
  });
});
