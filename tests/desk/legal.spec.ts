import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamSnapshot } from '../../src/lib/contracts/journal';
import { ROLES } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { load as layout } from '../../src/routes/(team)/desk/[campaign]/+layout.server';
import * as hearingsPage from '../../src/routes/(team)/desk/[campaign]/hearings/+page.server';
import * as peoplePage from '../../src/routes/(team)/desk/[campaign]/people/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const register = (fields: Record<string, string>, as: (typeof ROLES)[number] = 'legal') =>
  house.call(as, peoplePage.actions['register'], {
    fields: {
      form: 'register',
      op: uuidv7(),
      personCode: 'C-7F2',
      pseudonym: 'Jacarandá',
      status: 'police_station',
      place: 'Comisaría de ejemplo',
      fromDate: '2026-03-02',
      ...fields,
    },
  });
const schedule = (fields: Record<string, string>, as: (typeof ROLES)[number] = 'legal') =>
  house.call(as, hearingsPage.actions['schedule'], {
    fields: {
      form: 'schedule',
      op: uuidv7(),
      caseCode: 'EJEMPLO-1/26',
      court: 'TOF 1 (ejemplo)',
      kind: 'trial',
      date: '2027-04-23',
      time: '13:30',
      tz: 'America/Argentina/Buenos_Aires',
      note: '',
      ...fields,
    },
  });
const rows = async (entity: string) => {
  const came = await house.call('observer', layout);
  if (came.kind !== 'done') throw new Error('no layout');
  return (came.data['snapshots'] as { team: StreamSnapshot }).team.rows[entity] ?? [];
};

describe('registering somebody', () => {
  it('takes a code and a pseudonym, and the whole team sees them', async () => {
    const op = uuidv7();
    expect(await register({ op, personCode: 'c-7f2' })).toMatchObject({
      data: { done: 'person_registered', what: 'C-7F2' },
    });
    expect(await register({ op, personCode: 'c-7f2' })).toMatchObject({ kind: 'done' });
    expect(await rows('people')).toMatchObject([{ code: 'C-7F2', pseudonym: 'Jacarandá' }]);
    expect(await rows('people')).toMatchObject([
      { status: 'police_station', status_from: '2026-03-02', held_since: '2026-03-02' },
    ]);
  });

  it.each([
    [{ personCode: 'C-7F2' }, 409, { personCode: 'taken' }],
    [{ personCode: 'María Pérez' }, 400, { personCode: 'code' }],
    [{ personCode: 'C-A', pseudonym: ' ' }, 400, { pseudonym: 'required' }],
    [{ personCode: 'C-A', status: 'free' }, 400, { status: 'choice' }],
    [{ personCode: 'C-A', fromDate: '2099-01-01' }, 400, { fromDate: 'future' }],
  ])('%j is refused with what was typed', async (change, status, errors) => {
    expect(await register(change)).toMatchObject({ kind: 'refused', status, form: { errors, values: change } });
  });

  it('is for the legal desk and owners', async () => {
    for (const role of ['organizer', 'treasurer', 'coordinator', 'observer'] as const)
      expect(await register({ personCode: 'C-B' }, role)).toEqual({ kind: 'error', status: 404 });
    expect(await register({ personCode: 'C-B' }, 'owner')).toMatchObject({ kind: 'done' });
  });
});

describe('scheduling a hearing', () => {
  it('keeps the instant of the court’s clock, and one case for one code', async () => {
    expect(await schedule({})).toMatchObject({ data: { done: 'scheduled' } });
    expect(await schedule({ date: '2027-05-03', time: '09:00', tz: 'Europe/Paris' })).toMatchObject({ kind: 'done' });
    const hearings = await rows('hearings');
    expect(hearings.map((row) => Date.parse(String(row['starts_at'])))).toEqual([
      Date.parse('2027-04-23T16:30:00Z'),
      Date.parse('2027-05-03T07:00:00Z'),
    ]);
    expect(await rows('cases')).toHaveLength(1);
  });

  it.each([
    [{ date: '2027-03-28', time: '02:30', tz: 'Europe/Paris' }, { time: 'time_gap' }],
    [{ date: '2027-10-31', time: '02:30', tz: 'Europe/Paris' }, { time: 'time_twice' }],
    [{ time: '25:00' }, { time: 'time' }],
    [{ date: '' }, { date: 'required' }],
    [{ tz: 'Mars/Base' }, { tz: 'choice' }],
    [{ kind: 'party' }, { kind: 'choice' }],
    [
      { caseCode: '', court: '' },
      { caseCode: 'required', court: 'required' },
    ],
  ])('%j is refused at its field', async (change, errors) => {
    expect(await schedule(change)).toMatchObject({ kind: 'refused', status: 400, form: { errors, values: change } });
  });

  it('is the legal desk’s alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'legal'))
      expect(await schedule({}, role)).toEqual({ kind: 'error', status: 404 });
  });
});
