import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAPERS, type PaperKind } from '../../src/lib/contracts/ops-papers';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as intake from '../../src/routes/(team)/desk/[campaign]/people/arrests/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/people/[person]/papers/+page.server';
import * as file from '../../src/routes/(team)/desk/[campaign]/people/[person]/papers/file/+server';
import { mustApply, value } from '../db/cast';
import { answerOf, openDocuments, type Documents } from './documents-desk';

const NAME = 'Nombre Reservado';
interface Opened {
  title: string;
  blocks: { kind: string; text?: string; label?: string; value?: string }[];
  missing: string[];
  withheld: string[];
}
let d: Documents;
let person: string;
beforeAll(async () => {
  d = await openDocuments();
  person = uuidv7();
  const fields = {
    form: 'intake',
    op: person,
    personCode: 'C-7F2',
    pseudonym: 'Ceibo',
    date: '2026-03-02',
    time: '21:30',
    tz: 'America/Argentina/Buenos_Aires',
    place: 'Plaza de ejemplo',
    force: 'gna',
    ruleset: 'AR-CPPN',
    name: NAME,
    circumstances: 'Sin orden a la vista',
    needs: 'insulina',
  };
  await d.house.call('coordinator', intake.actions['record'], { fields });
});
afterAll(() => d.close());

const open = (paper: PaperKind, locale: 'es' | 'en' = 'es', as: Role = 'legal') =>
  d.house.call(as, page.actions['open'], { params: { person }, fields: { form: 'open', op: uuidv7(), paper, locale } });
async function opened(paper: PaperKind, locale: 'es' | 'en' = 'es'): Promise<Opened> {
  const came = await open(paper, locale);
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data['opened'] as Opened;
}
const download = (as: 'pdf' | 'txt', role: Role = 'legal', paper: PaperKind = 'wgad') =>
  d.house.call(role, file.POST, { params: { person }, fields: { op: uuidv7(), paper, locale: 'en', as } });

describe('papers of one record', () => {
  it.each(PAPERS)('%s is made of what is entered, and says what is missing', async (kind) => {
    const { blocks, missing } = await opened(kind);
    const text = JSON.stringify(blocks);
    expect(text).toMatch(/lun(es)?\.? 2/);
    expect(text).toContain('Gendarmería');
    for (const source of missing) expect(text).not.toContain(`undefined${source}`);
    if (kind !== 'press' && kind !== 'habeas') expect(missing.length).toBeGreaterThan(0);
  });

  it('tells who it is to courts and to Geneva, and to nobody else without consent', async () => {
    for (const kind of ['wgad', 'habeas'] as const) {
      const text = JSON.stringify((await opened(kind)).blocks);
      expect(text).toContain(NAME);
      // Whoever holds the paper could otherwise read who every code of a notice or calendar is.
      for (const code of ['C-7F2', 'Ceibo']) expect(text).not.toContain(code);
    }
    for (const kind of ['urgent', 'embassy', 'press'] as const) {
      const paper = await opened(kind);
      const text = JSON.stringify(paper.blocks);
      expect(text).toContain('C-7F2');
      for (const secret of [NAME, 'insulina', 'Sin orden a la vista', 'Plaza de ejemplo'])
        expect(text).not.toContain(secret);
      // Not as a blank either: that would ask somebody to write it in.
      expect(text).not.toContain('Nombre y apellido');
      expect(paper.withheld).toContain('name');
    }
  });

  it('tells others what was consented to on their channel, until it is revoked', async () => {
    const id = uuidv7();
    await mustApply(d.house.db('legal'), 'consents.give', {
      person,
      id,
      fields: ['name'],
      channels: ['press'],
      givenBy: 'person',
      form: 'written',
      riskExplained: true,
      givenOn: '2026-03-03',
    });
    const press = JSON.stringify((await opened('press')).blocks);
    expect(press).toContain(NAME);
    expect(press).not.toContain('C-7F2');
    expect(JSON.stringify((await opened('urgent')).blocks)).not.toContain(NAME);
    await mustApply(d.house.db('legal'), 'consents.revoke', { consent: id });
    expect(JSON.stringify((await opened('press')).blocks)).not.toContain(NAME);
  });

  it('speaks the language of whoever gets it', async () => {
    const english = await opened('wgad', 'en');
    expect(english.blocks.filter(({ kind }) => kind === 'head').map(({ text }) => text?.split('.')[0])).toEqual([
      'I',
      'II',
      'III',
      'IV',
      'V',
      'VI',
    ]);
    expect(JSON.stringify(english.blocks)).toMatch(/Mon/);
    // A habeas corpus is for a court, whatever the reader speaks.
    expect((await opened('habeas', 'en')).title).toContain('HÁBEAS CORPUS');
  });

  it('leaves as text and as PDF, each written down', async () => {
    const looks = () =>
      value<string>(d.house.world, `select count(*) from looks where entity_id = $1 and what = 'papers'`, [person]);
    const before = Number(await looks());
    const text = answerOf(await download('txt'));
    expect(await text.text()).toContain(`Full name: ${NAME}`);
    const pdf = answerOf(await download('pdf'));
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(Object.fromEntries(pdf.headers)).toMatchObject({
      'content-disposition': 'attachment; filename="wgad-en.pdf"',
      'cache-control': 'private, no-store',
    });
    expect(Number(await looks())).toBe(before + 2);
    expect(Number(await value(d.house.world, 'select count(*) from arrest_looks where arrest_id = $1', [person]))).toBe(
      before + 2,
    );
  });

  it('keeps nothing until somebody says so, and then as a sealed document of the person', async () => {
    const kept = () =>
      value<string>(d.house.world, `select count(*) from documents where person_id = $1 and kind = 'paper'`, [person]);
    expect(await kept()).toBe('0');
    const op = uuidv7();
    const fields = { form: 'keep', op, paper: 'wgad', locale: 'es' };
    const came = await d.house.call('legal', page.actions['keep'], { params: { person }, fields });
    expect(came).toMatchObject({ kind: 'sent', to: `/desk/${d.house.slug}/documents/${op}` });
    expect(await kept()).toBe('1');
    for (const table of ['documents', 'journal', 'app.ops', 'looks'])
      expect(
        await value(d.house.world, `select count(*) from ${table} t where t::text ilike '%' || $1 || '%'`, [NAME]),
      ).toBe('0');
  });

  it('is for the legal desk alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'legal')) {
      expect(await open('press', 'es', role)).toEqual({ kind: 'error', status: 404 });
      expect(await download('txt', role)).toEqual({ kind: 'error', status: 404 });
      expect(await d.house.call(role, page.load, { params: { person } })).toEqual({ kind: 'error', status: 404 });
    }
  });

  it.each([
    ['paper', 'will'],
    ['locale', 'fr'],
  ])('refuses another %s', async (field, wrong) => {
    const fields = { form: 'open', op: uuidv7(), paper: 'press', locale: 'es', [field]: wrong };
    const came = await d.house.call('legal', page.actions['open'], { params: { person }, fields });
    expect(came).toMatchObject({ form: { errors: { [field]: 'choice' } } });
    expect(await d.house.call('legal', file.POST, { params: { person }, fields: { ...fields, as: 'pdf' } })).toEqual({
      kind: 'error',
      status: 400,
    });
  });

  it('does not exist outside the compartment of whoever it is about', async () => {
    const other = await d.house.join('legal');
    const cell = uuidv7();
    const legal = d.house.db('legal');
    await mustApply(legal, 'compartments.create', {
      campaign: d.house.campaign,
      id: cell,
      memberId: uuidv7(),
      code: 'K-5',
    });
    await mustApply(legal, 'compartments.put', { entity: 'people', id: person, compartment: cell });
    for (const id of [person, uuidv7()]) {
      const fields = { form: 'open', op: uuidv7(), paper: 'press', locale: 'es' };
      expect(await other(page.actions['open'], { params: { person: id }, fields })).toMatchObject({
        kind: 'refused',
        status: 404,
      });
      expect(await other(file.POST, { params: { person: id }, fields: { ...fields, as: 'txt' } })).toEqual({
        kind: 'error',
        status: 404,
      });
    }
    expect(JSON.stringify(await opened('wgad'))).toContain(NAME);
  });

  it('says who it is by the newest identity, and else by what was told over the telephone', async () => {
    const id = uuidv7();
    const identity = {
      legalName: 'Apellido Nuevo',
      birth: '1990-05',
      citizenship: 'UY',
      document: 'DNI 1',
      occupation: 'Docente',
    };
    await mustApply(d.house.db('legal'), 'people.identify', {
      person,
      id,
      identitySealed: d.house.keyring.seal(JSON.stringify(identity), {
        table: 'identities',
        row: id,
        column: 'identity',
      }),
      isMinor: false,
      isForeign: true,
      keys: [],
      base: '',
    });
    const text = JSON.stringify((await opened('wgad')).blocks);
    for (const told of ['Apellido Nuevo', 'may 1990', 'Uruguay', 'DNI 1', 'Docente']) expect(text).toContain(told);
    expect(JSON.stringify((await opened('press')).blocks)).not.toContain('Apellido');
  });
});
