import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as onePage from '../../src/routes/(team)/desk/[campaign]/cases/[case]/+page.server';
import { load as head } from '../../src/routes/(team)/desk/[campaign]/cases/[case]/+layout.server';
import * as accusedPage from '../../src/routes/(team)/desk/[campaign]/cases/[case]/accused/+page.server';
import { POST as csv } from '../../src/routes/(team)/desk/[campaign]/cases/export.csv/+server';
import * as listPage from '../../src/routes/(team)/desk/[campaign]/cases/+page.server';
import { value } from '../db/cast';
import { openHouse, type House } from './house';

const CAPTION = 'Apellido Reservado s/ resistencia';
let house: House;
let counter = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface View {
  case: { code: string; version: number; judge: string; court: string; numbers: string[]; ruleset: string | null };
  rulesets: { reason: string; proposed: string }[];
  follow: { own: boolean | null; now: boolean };
}
const open = async (fields: Record<string, string> = {}): Promise<string> => {
  const op = fields['op'] ?? uuidv7();
  const came = await house.call('legal', listPage.actions.open, {
    fields: { form: 'open', op, caseCode: `PAG-${++counter}/26`, startedOn: '2026-02-01', ...fields },
  });
  expect(came).toMatchObject({ kind: 'done', data: { done: 'opened', opened: op } });
  return op;
};
const act = (
  id: string,
  action: keyof typeof onePage.actions,
  fields: Record<string, string> = {},
  as: Role = 'legal',
) =>
  house.call(as, onePage.actions[action], {
    params: { case: id },
    fields: { form: action, op: uuidv7(), ...fields },
  });
const view = async (id: string, as: Role = 'observer'): Promise<View> => {
  const came = await house.call(as, onePage.load, { params: { case: id } });
  if (came.kind !== 'done') throw new Error(`no page: ${JSON.stringify(came)}`);
  return came.data['view'] as View;
};
const list = async (query = '', as: Role = 'observer') => {
  const came = await house.call(as, listPage.load, { query });
  if (came.kind !== 'done') throw new Error('no list');
  return came.data['list'] as { cases: { code: string }[]; next: { code: string; id: string } | null };
};
/** What the form of a case sends that nobody has touched. */
const shown = async (id: string): Promise<Record<string, string>> => {
  const { case: one } = await view(id);
  return {
    version: String(one.version),
    caseCode: one.code,
    court: one.court,
    judge: one.judge,
    startedOn: '2026-02-01',
  };
};
const wasOf = (fields: Record<string, string>): string =>
  JSON.stringify({
    ...fields,
    numbers: '',
    jurisdiction: '',
    forum: '',
    clerk: '',
    prosecutor: '',
    stage: '',
    secrecyUntil: '',
  });

describe('a case', () => {
  it('is opened once however often its form is sent, and has an address', async () => {
    const op = uuidv7();
    await open({ op, caseCode: 'DOS-VECES/26', numbers: 'CFP 1/2026\n\nCFP 2/2026' });
    await open({ op, caseCode: 'DOS-VECES/26', numbers: 'CFP 1/2026\n\nCFP 2/2026' });
    expect((await view(op)).case).toMatchObject({ code: 'DOS-VECES/26', numbers: ['CFP 1/2026', 'CFP 2/2026'] });
    expect(await house.call('observer', head, { params: { case: op } })).toMatchObject({
      data: { head: { code: 'DOS-VECES/26' } },
    });
    expect(await house.call('observer', head, { params: { case: uuidv7() } })).toEqual({ kind: 'error', status: 404 });
  });

  it.each<[string, Record<string, string>, string]>([
    ['no code', { caseCode: ' ' }, 'caseCode'],
    ['a day that does not exist', { startedOn: '2026-02-30' }, 'startedOn'],
    ['a day to come', { startedOn: '2099-01-01' }, 'startedOn'],
    ['a stage there is not', { stage: 'plea' }, 'stage'],
    ['a parent nobody knows', { parent: 'NO-HAY/26', incident: 'appeal' }, 'parent'],
    ['courts that are none', { jurisdiction: 'Comodoro Py' }, 'jurisdiction'],
    ['a number without end', { numbers: 'x'.repeat(61) }, 'numbers'],
  ])('is refused with %s, and what was typed comes back', async (_what, fields, field) => {
    const came = await house.call('legal', listPage.actions.open, {
      fields: { form: 'open', op: uuidv7(), caseCode: 'MALA/26', court: 'Federal 1', ...fields },
    });
    expect(came).toMatchObject({ kind: 'refused', form: { values: { court: 'Federal 1' } } });
    if (came.kind === 'refused') expect(Object.keys(came.form.errors)).toEqual([field]);
  });

  it('tells that its code is taken at the field of the code', async () => {
    await open({ caseCode: 'TOMADA/26' });
    const again = { form: 'open', op: uuidv7(), caseCode: 'TOMADA/26' };
    expect(await house.call('legal', listPage.actions.open, { fields: again })).toMatchObject({
      kind: 'refused',
      status: 409,
      form: { errors: { caseCode: 'taken' } },
    });
  });

  it.each(['owner', 'organizer', 'coordinator', 'observer'] as const)('is not for a %s to write', async (role) => {
    const id = await open();
    for (const action of ['edit', 'close', 'seal', 'look', 'rule', 'hang', 'child'] as const)
      expect(await act(id, action, {}, role)).toEqual({ kind: 'error', status: 404 });
  });
});

describe('two lawyers at one case', () => {
  it('are in nobody’s way at different lines', async () => {
    const id = await open();
    const fields = await shown(id);
    expect(await act(id, 'edit', { ...fields, was: wasOf(fields), judge: 'Juez Uno' })).toMatchObject({ kind: 'done' });
    const late = { ...fields, op: uuidv7(), was: wasOf(fields), court: 'Federal 9' };
    // A telephone that lost the answer sends the same once more.
    for (let n = 0; n < 2; n += 1) expect(await act(id, 'edit', late)).toMatchObject({ kind: 'done' });
    expect((await view(id)).case.version).toBe(3);
    expect((await view(id)).case).toMatchObject({ judge: 'Juez Uno', court: 'Federal 9' });
  });

  it('are told where they meant the same line, and nothing is lost', async () => {
    const id = await open();
    const fields = await shown(id);
    await act(id, 'edit', { ...fields, was: wasOf(fields), judge: 'Juez Uno' });
    const late = { ...fields, was: wasOf(fields), judge: 'Jueza Dos', court: 'Federal 9' };
    expect(await act(id, 'edit', late)).toMatchObject({
      kind: 'refused',
      status: 409,
      form: { values: { met: 'judge', judge: 'Jueza Dos', court: 'Federal 9' }, failure: { code: 'stale' } },
    });
    expect((await view(id)).case).toMatchObject({ judge: 'Juez Uno', court: '' });
    const now = await shown(id);
    const again = { ...late, version: now['version'] ?? '', was: wasOf(now) };
    expect(await act(id, 'edit', again)).toMatchObject({ kind: 'done' });
    expect((await view(id)).case).toMatchObject({ judge: 'Jueza Dos', court: 'Federal 9' });
  });
});

describe('the code that governs', () => {
  it('is chosen with a reason, beside what the table said', async () => {
    const id = await open();
    const chosen = { version: '1', ruleset: 'AR-CPPN', jurisdiction: 'federal-caba', startedOn: '2026-05-02' };
    expect(await act(id, 'rule', { ...chosen, reason: ' ' })).toMatchObject({
      form: { errors: { reason: 'required' } },
    });
    expect(await act(id, 'rule', { ...chosen, reason: 'Lo dijo el juzgado', ruleset: 'AR-NONE' })).toMatchObject({
      form: { errors: { ruleset: 'choice' } },
    });
    expect(await act(id, 'rule', { ...chosen, reason: 'Lo dijo el juzgado' })).toMatchObject({ kind: 'done' });
    const { case: one, rulesets } = await view(id);
    expect(one.ruleset).toBe('AR-CPPN');
    expect(rulesets).toMatchObject([
      { reason: 'Lo dijo el juzgado', proposed: expect.stringMatching(/^\? AR-CPPN.*AR-CPPF/) },
    ]);
  });
});

describe('what is sealed', () => {
  it('stands in no row and no journal, and is opened by a recorded look', async () => {
    const id = await open();
    expect(await act(id, 'seal', { version: '1', caption: CAPTION, notes: 'Estrategia' })).toMatchObject({
      kind: 'done',
    });
    for (const table of ['cases', 'journal', 'app.ops']) {
      const hit = await value(house.world, `select count(*) from ${table} t where t::text ilike '%' || $1 || '%'`, [
        CAPTION,
      ]);
      expect({ table, hit }).toEqual({ table, hit: '0' });
    }
    expect(await act(id, 'look')).toMatchObject({ data: { sealed: { caption: CAPTION, notes: 'Estrategia' } } });
    expect(await value(house.world, `select count(*) from looks where entity_id = $1`, [id])).toBe('1');
  });
});

describe('the list', () => {
  it('is searched, narrowed and paged, and closed cases leave it', async () => {
    const id = await open({ caseCode: 'UNICA-77/26', court: 'Cámara de Ejemplo', stage: 'trial' });
    expect((await list('?q=unica+77')).cases).toMatchObject([{ code: 'UNICA-77/26' }]);
    expect((await list('?q=unica&stage=appeal')).cases).toEqual([]);
    await act(id, 'close', { outcome: 'Sobreseimiento' });
    expect((await list('?q=unica')).cases).toEqual([]);
    expect((await list('?q=unica&state=all')).cases).toHaveLength(1);
    await act(id, 'reopen');
    expect((await list('?q=unica')).cases).toHaveLength(1);
    await house.world.sql.query(
      `insert into cases (id, campaign_id, code) select gen_random_uuid(), $1, 'MUCHAS-' || to_char(n, 'FM00') || '/26' from generate_series(0, 51) n`,
      [house.campaign],
    );
    const first = await list('?q=muchas');
    expect(first.cases).toHaveLength(50);
    const { next } = first;
    const rest = await list(`?q=muchas&after=${encodeURIComponent(next?.code ?? '')}&id=${next?.id ?? ''}`);
    expect(rest).toMatchObject({ cases: [{ code: 'MUCHAS-50/26' }, { code: 'MUCHAS-51/26' }], next: null });
  });

  it('leaves as a file, without what is sealed, and leaves a line', async () => {
    const id = await open({ caseCode: '=FORMULA/26' });
    await act(id, 'seal', { version: '1', caption: CAPTION });
    let text = '';
    const came = await house.call(
      'observer',
      async (event: unknown) => {
        const answer: Response = await Reflect.apply(csv, undefined, [event]);
        text = await answer.text();
        return {};
      },
      { fields: { op: uuidv7() } },
    );
    expect(came.kind).toBe('done');
    expect(text).toContain(`'=FORMULA/26`);
    expect(text).not.toContain('Apellido');
    expect(await value(house.world, 'select count(*) from case_exports')).toBe('1');
  });

  it('follows what each of the team follows', async () => {
    const id = await open({ caseCode: 'SEGUIDA/26' });
    expect(await act(id, 'follow', { following: 'yes' }, 'coordinator')).toMatchObject({ kind: 'done' });
    await act(id, 'child', { form: 'child', caseCode: 'SEGUIDA-AP/26', parent: 'SEGUIDA/26', incident: 'appeal' });
    expect((await list('?mine=1', 'coordinator')).cases.map(({ code }) => code)).toEqual([
      'SEGUIDA-AP/26',
      'SEGUIDA/26',
    ]);
    expect((await list('?mine=1')).cases).toEqual([]);
    expect((await view(id, 'coordinator')).follow).toMatchObject({ own: true, now: true });
  });
});

describe('who stands in a case', () => {
  it('is added by code, accused and changed, and every change can be taken back', async () => {
    const id = await open();
    const person = uuidv7();
    await house.world.sql.query(
      `insert into people (id, campaign_id, code, pseudonym) values ($1, $2, 'C-ACU', 'Sauce')`,
      [person, house.campaign],
    );
    const post = (action: keyof typeof accusedPage.actions, fields: Record<string, string>) =>
      house.call('legal', accusedPage.actions[action], {
        params: { case: id },
        fields: { form: action, op: uuidv7(), ...fields },
      });
    const standing = { capacity: 'accused', asOf: '2026-02-02', defence: 'public' };
    expect(await post('add', { personCode: 'C-NADIE', ...standing })).toMatchObject({
      form: { errors: { personCode: 'person_unknown' } },
    });
    expect(await post('add', { personCode: 'C-ACU', ...standing, asOf: '2026-01-31' })).toMatchObject({
      form: { errors: { asOf: 'before_case' } },
    });
    const link = uuidv7();
    expect(await post('add', { op: link, personCode: 'c-acu', ...standing })).toMatchObject({
      data: { what: 'C-ACU' },
    });
    const [first, next] = [uuidv7(), uuidv7()];
    const charge = { law: 'Código Penal', article: 'art. 239', title: 'Resistencia' };
    expect(await post('charge', { op: first, link, ...charge, asOf: '2026-02-02' })).toMatchObject({ kind: 'done' });
    expect(await post('replace', { charge: first, ...charge, asOf: '2026-02-01' })).toMatchObject({
      form: { errors: { asOf: 'before_charge' } },
    });
    expect(
      await post('replace', { op: next, charge: first, ...charge, article: 'art. 213 bis', asOf: '2026-03-01' }),
    ).toMatchObject({ kind: 'done' });
    expect(await post('uncharge', { charge: next })).toMatchObject({ kind: 'done' });
    expect(await post('end', { charge: first, endedOn: '2026-04-01', how: 'dismissed' })).toMatchObject({
      kind: 'done',
    });
    const came = await house.call('observer', accusedPage.load, { params: { case: id } });
    expect(came).toMatchObject({
      data: { canWrite: false, accused: [{ code: 'C-ACU', charges: [{ id: first, endedHow: 'dismissed' }] }] },
    });
    expect(
      await house.call('observer', accusedPage.actions.add, { params: { case: id }, fields: { form: 'add' } }),
    ).toEqual({ kind: 'error', status: 404 });
  });
});
