import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import type { RulingsView } from '../../src/lib/features/rulings/view';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as page from '../../src/routes/(team)/desk/[campaign]/cases/[case]/rulings/+page.server';
import * as onePage from '../../src/routes/(team)/desk/[campaign]/deadlines/[deadline]/+page.server';
import { openHouse, type House } from './house';

let house: House;
let theCase: string;
beforeAll(async () => {
  house = await openHouse();
  theCase = await openCase();
});
afterAll(() => house.close());

async function openCase(): Promise<string> {
  const id = uuidv7();
  await house.world.sql.query('insert into cases (id, campaign_id, code, court) values ($1, $2, $3, $4)', [
    id,
    house.campaign,
    `EJEMPLO-${id.slice(-4)}`,
    'Juzgado 1',
  ]);
  return id;
}

const read = async (as: Role = 'observer', query = ''): Promise<RulingsView> => {
  const came = await house.call(as, page.load, { params: { case: theCase }, query });
  if (came.kind !== 'done') throw new Error('no page');
  return came.data['view'] as RulingsView;
};
const act = (action: keyof typeof page.actions, fields: Record<string, string>, as: Role = 'legal') =>
  house.call(as, page.actions[action], {
    params: { case: theCase },
    fields: { form: action, op: uuidv7(), ...fields },
  });
/** A decision in a case of its own, so that nothing of before is in sight. */
async function ruled(fields: Record<string, string> = {}): Promise<string> {
  theCase = await openCase();
  const came = await act('rule', {
    kind: 'indictment',
    datedOn: '2026-05-04',
    summary: 'Embargo por un millón',
    ...fields,
  });
  expect(came).toMatchObject({ kind: 'done', data: { done: 'ruled' } });
  const [decision] = (await read()).decisions;
  return decision?.about[0]?.id ?? '';
}
const TOLD = { party: 'defence', mode: 'electronic', day: '2026-05-11', time: '', km: '', calendar: 'AR-FED-CABA' };
const notify = (resolution: string, fields: Record<string, string> = {}, as: Role = 'legal') =>
  act('notify', { resolutions: resolution, ...TOLD, ...fields }, as);
const telling = async () => {
  const view = await read();
  const [one] = view.decisions[0]?.told ?? [];
  if (one === undefined) throw new Error('nobody was told');
  return { view, one, id: one.of[0]?.id ?? '' };
};
const enter = async (pick: string, fields: Record<string, string> = {}, as: Role = 'legal') => {
  const { view, one } = await telling();
  const notifications = one.of.map(({ id }) => id).join(',');
  const { calendar, ruleset, revision } = view;
  return act('enter', { notifications, pick, calendar, ruleset, revision: String(revision), ...fields }, as);
};
const fits = async () => (await telling()).one.proposals.map(({ id, fit, due }) => [id, fit, due]);

describe('a notification', () => {
  it('offers what runs from it, counted already, and enters what is ticked in one act', async () => {
    await notify(await ruled());
    expect(await fits()).toEqual([['N-450', 'fits', '2026-05-14']]);
    const op = uuidv7();
    expect(await enter('N-450', { op })).toMatchObject({ kind: 'done', data: { done: 'entered', what: '1' } });
    expect(await enter('N-450', { op })).toMatchObject({ kind: 'done' });
    const { one } = await telling();
    expect(one.hanging).toMatchObject([{ rule: 'N-450', due: '2026-05-14', state: 'open' }]);
    expect(one.proposals).toEqual([]);
  });

  it('to the accused in person starts the extraordinary appeal, to the defence the cassation', async () => {
    const id = await ruled({ kind: 'appeal_ruling' });
    await notify(id, { party: 'accused', mode: 'personal' });
    expect(await fits()).toEqual([
      ['F-257', 'fits', '2026-05-26'],
      ['N-463', 'other_party', '2026-05-26'],
    ]);
    const other = await ruled({ kind: 'appeal_ruling' });
    await notify(other, { party: 'accused', mode: 'electronic' });
    expect((await fits()).map(([rule, fit]) => [rule, fit])).toEqual([
      ['F-257', 'not_personal'],
      ['N-463', 'other_party'],
    ]);
    const third = await ruled({ kind: 'appeal_ruling' });
    await notify(third);
    expect((await fits()).map(([rule, fit]) => [rule, fit])).toEqual([
      ['N-463', 'fits'],
      ['F-257', 'other_party'],
    ]);
  });

  it('of what runs in hours asks for the hour, and offers each situation a rule names', async () => {
    await notify(await ruled({ kind: 'release_denied' }));
    const { one } = await telling();
    expect(one.proposals).toMatchObject([{ id: 'N-332', due: null, refused: { reason: 'instant_needed' } }]);
    await notify(await ruled({ kind: 'appeal_denied' }), { time: '10:40' });
    expect((await fits()).map(([rule]) => rule)).toEqual(['N-477', 'N-477.other_seat']);
    expect(await enter('N-477.other_seat')).toMatchObject({ data: { what: '1' } });
  });

  it('tells several people at once, and each has their own', async () => {
    const people = await Promise.all(
      ['C-1AA', 'C-2AA'].map(async (code) => {
        const id = uuidv7();
        await house.world.sql.query(
          `insert into people (id, campaign_id, code, pseudonym) values ($1, $2, $3, 'Ceibo')`,
          [id, house.campaign, code],
        );
        return id;
      }),
    );
    await ruled({ people: people.join(',') });
    const about = (await read()).decisions[0]?.about ?? [];
    expect(about.map(({ personCode }) => personCode).sort()).toEqual(['C-1AA', 'C-2AA']);
    await notify(about.map(({ id }) => id).join(','), { mode: 'hearing' });
    expect(await enter('N-450')).toMatchObject({ data: { what: '2' } });
    const { one } = await telling();
    expect(one.hanging.map(({ personCode }) => personCode).sort()).toEqual(['C-1AA', 'C-2AA']);
  });

  it.each([
    [{ day: '2026-05-03' }, { day: 'before_resolution' }],
    [{ day: '2099-01-01' }, { day: 'future' }],
    [{ day: '2026-02-30' }, { day: 'date' }],
    [{ time: '25:00' }, { time: 'time' }],
    [{ party: 'judge' }, { party: 'choice' }],
    [{ mode: '' }, { mode: 'choice' }],
    [{ km: '-5' }, { km: 'number' }],
    [{ calendar: 'MOON' }, { calendar: 'choice' }],
    [{ resolutions: '' }, { resolutions: 'required' }],
  ])('%j is refused at its field', async (change, errors) => {
    expect(await notify(await ruled(), change)).toMatchObject({ kind: 'refused', form: { errors } });
  });

  it('is entered with the calendar it was shown with, or not at all', async () => {
    await notify(await ruled());
    expect(await enter('N-450', { revision: '7' })).toMatchObject({
      kind: 'refused',
      form: { failure: { code: 'stale' } },
    });
    expect(await enter('')).toMatchObject({ form: { errors: { pick: 'required' } } });
    expect(await enter('X-1')).toMatchObject({ form: { errors: { pick: 'choice' } } });
  });

  it.each(['owner', 'organizer', 'coordinator', 'observer'] as const)('is not written by %s', async (as) => {
    const id = await ruled();
    expect(await notify(id, {}, as)).toEqual({ kind: 'error', status: 404 });
    expect(await act('rule', { kind: 'other', datedOn: '2026-05-04' }, as)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('a notification that is put right', () => {
  const correct = async (fields: Record<string, string>) => {
    const { id } = await telling();
    return act('correct', { notification: id, step: 'do', ...TOLD, ...fields });
  };
  const moves = (came: Awaited<ReturnType<typeof correct>>) =>
    came.kind === 'done' ? (came.data['moves'] as { lines: object[] }).lines : came;
  const deadline = async () => {
    const { one } = await telling();
    const came = await house.call('legal', onePage.load, { params: { deadline: one.hanging[0]?.id ?? '' } });
    if (came.kind !== 'done') throw new Error('no deadline');
    return came.data['deadline'] as {
      dueOn: string;
      movedFrom: string | null;
      served: { at: string };
      pending: object | null;
      id: string;
    };
  };

  it('to an earlier day moves its deadlines at once, with an alarm', async () => {
    await notify(await ruled());
    await enter('N-450');
    const line = { direction: 'earlier', from: '2026-05-14', to: '2026-05-12' };
    expect(moves(await correct({ day: '2026-05-07', step: 'look' }))).toMatchObject([line]);
    expect(await deadline()).toMatchObject({ dueOn: '2026-05-14' });
    expect(moves(await correct({ day: '2026-05-07' }))).toMatchObject([line]);
    expect(await deadline()).toMatchObject({
      dueOn: '2026-05-12',
      movedFrom: '2026-05-14',
      served: { at: '2026-05-07' },
    });
  });

  it('to a later day waits for a yes, and what it runs from waits along', async () => {
    await notify(await ruled());
    await enter('N-450');
    expect(moves(await correct({ day: '2026-05-12' }))).toMatchObject([{ direction: 'later', to: '2026-05-15' }]);
    const waits = await deadline();
    expect(waits).toMatchObject({
      dueOn: '2026-05-14',
      served: { at: '2026-05-11' },
      pending: { dueOn: '2026-05-15' },
    });
    await house.call('legal', onePage.actions.move, {
      params: { deadline: waits.id },
      fields: { form: 'move-yes', op: uuidv7(), take: 'yes' },
    });
    expect(await deadline()).toMatchObject({ dueOn: '2026-05-15', served: { at: '2026-05-12' }, pending: null });
  });

  it('changes nothing where a date could no longer be counted', async () => {
    await notify(await ruled({ kind: 'release_denied' }), { time: '10:40' });
    await enter('N-332');
    expect(await correct({ time: '' })).toMatchObject({ form: { errors: { time: 'instant_needed' } } });
    expect(await correct({ day: '2026-05-01', time: '10:40' })).toMatchObject({
      form: { errors: { day: 'before_resolution' } },
    });
  });

  it('is not taken back while a deadline hangs on it', async () => {
    const id = await ruled();
    await notify(id);
    await enter('N-450');
    const { id: notification } = await telling();
    const taken = await act('unnotify', { target: notification, undone: 'yes' });
    expect(taken).toMatchObject({ kind: 'refused', form: { errors: { notification: 'has_deadlines' } } });
    expect(await act('undo', { target: id, undone: 'yes' })).toMatchObject({ kind: 'refused' });
    const other = await ruled();
    await act('undo', { target: other, undone: 'yes' });
    expect((await read()).decisions).toMatchObject([{ undone: true }]);
    await act('undo', { target: other, undone: 'no' });
    expect((await read()).decisions).toMatchObject([{ undone: false }]);
  });
});

describe('a resolution', () => {
  it('keeps its words sealed, and writes down who opens them', async () => {
    const id = await ruled();
    const { rows } = await house.world.sql.query<{ summary_sealed: string }>(
      'select summary_sealed from resolutions where id = $1',
      [id],
    );
    expect(rows[0]?.summary_sealed).not.toContain('Embargo');
    expect(await act('look', { resolution: id })).toMatchObject({
      data: { summary: { text: 'Embargo por un millón' } },
    });
    const looks = await house.world.sql.query("select 1 from looks where entity_id = $1 and what = 'summary'", [id]);
    expect(looks.rowCount).toBe(1);
    for (const as of ['owner', 'organizer', 'observer'] as const) {
      expect(await act('look', { resolution: id }, as)).toEqual({ kind: 'error', status: 404 });
    }
    await act('edit', { resolution: id, kind: 'indictment', datedOn: '2026-05-05', keep: 'yes' });
    expect(await act('look', { resolution: id })).toMatchObject({
      data: { summary: { text: 'Embargo por un millón' } },
    });
  });

  it.each([
    [{ datedOn: '2099-01-01' }, { datedOn: 'future' }],
    [{ datedOn: '2026-02-30' }, { datedOn: 'date' }],
    [{ kind: 'party' }, { kind: 'choice' }],
    [{ people: uuidv7() }, { people: 'choice' }],
  ])('%j is refused at its field', async (change, errors) => {
    const came = await act('rule', { kind: 'indictment', datedOn: '2026-05-04', ...change });
    expect(came).toMatchObject({ kind: 'refused', form: { errors } });
  });

  it('of a case that is not there, or hidden, has no page', async () => {
    for (const id of [uuidv7(), 'x']) {
      expect(await house.call('legal', page.load, { params: { case: id } })).toEqual({ kind: 'error', status: 404 });
    }
    const hidden = await openCase();
    const cell = uuidv7();
    await house.world.sql.query('insert into compartments (id, campaign_id, code) values ($1, $2, $3)', [
      cell,
      house.campaign,
      'CELDA',
    ]);
    await house.world.sql.query('update cases set compartment_id = $1 where id = $2', [cell, hidden]);
    expect(await house.call('legal', page.load, { params: { case: hidden } })).toEqual({ kind: 'error', status: 404 });
    theCase = hidden;
    expect(await act('rule', { kind: 'indictment', datedOn: '2026-05-04' })).toMatchObject({
      kind: 'refused',
      status: 404,
    });
  });
});
