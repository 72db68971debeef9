import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import type { PaperRows } from '../../src/lib/features/paper/model';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/paper/+page.server';
import { actions as milestones } from '../../src/routes/(team)/desk/[campaign]/signatures/milestones/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const sheet = (change: Record<string, string> = {}) => ({
  form: 'batch',
  op: uuidv7(),
  batch: '',
  label: 'Plaza',
  place: 'Buenos Aires',
  day: '2026-01-02',
  onSheet: '12',
  'name-0': 'Nombre Plantado',
  'country-0': 'ar',
  'town-0': 'La Plata',
  'email-0': '',
  'name-1': '',
  'country-1': 'AR',
  ...change,
});
const act = (action: string, fields: Record<string, string> | FormData, as: (typeof ROLES)[number] = 'organizer') =>
  house.call(as, actions[action], { fields });
const batches = async () =>
  (
    await house.world.sql.query<{ id: string; on_sheet: number; typed: number; twins: number; scan_id: string | null }>(
      'select id, on_sheet, typed, twins, scan_id from paper_batches order by created_at',
    )
  ).rows;

describe('sheets', () => {
  it('of hundreds of rows are one change, and are shown in the order in which they were typed', async () => {
    const names = Array.from({ length: 320 }, (_, at) => `Persona ${(at * 7919) % 1009}`);
    const typed = Object.fromEntries(
      names.flatMap((name, at) => [
        [`name-${at}`, name],
        [`country-${at}`, 'AR'],
        [`town-${at}`, 'Junín'],
      ]),
    );
    const fields = sheet({ ...typed, onSheet: '320' });
    expect(await act('batch', fields)).toMatchObject({ data: { done: 'entered' } });
    const shown = await house.call('owner', load, { query: `?batch=${fields.op}` });
    const { opened } = (shown.kind === 'done' ? shown.data : {}) as { opened: { rows: { name: string }[] } };
    expect(opened.rows.map(({ name }) => name)).toEqual(names);
    // A batch that grew beyond one form is shown page by page, and nobody is left out.
    const more = Object.fromEntries(
      names.flatMap((name, at) => [
        [`name-${at}`, `Otra ${name}`],
        [`country-${at}`, 'UY'],
      ]),
    );
    await act('batch', sheet({ ...more, 'town-0': '', op: uuidv7(), batch: fields.op, onSheet: '640' }));
    const page = async (after: string) => {
      const read = await house.call('owner', load, { query: `?batch=${fields.op}&after=${after}` });
      return ((read.kind === 'done' ? read.data : {}) as { opened: PaperRows }).opened;
    };
    const first = await page('0');
    const second = await page(String(first.next));
    expect([first.rows.length, second.rows.length, second.next]).toEqual([500, 140, null]);
    expect([...first.rows, ...second.rows].map(({ at }) => at)).toEqual(Array.from({ length: 640 }, (_, at) => at + 1));
    for (const wrong of ['-1', 'x', '1e99']) expect((await page(wrong)).rows[0]?.at).toBe(1);
    const { rows } = await house.world.sql.query<{ n: number }>(
      `select count(*)::int as n from journal where entity = 'paper_batches' and entity_id = $1`,
      [fields.op],
    );
    expect(rows[0]?.n).toBeLessThanOrEqual(4);
    expect(
      await act(
        'batch',
        sheet(
          Object.fromEntries(
            Array.from({ length: 501 }, (_, at) => [
              [`name-${at}`, 'Ana'],
              [`country-${at}`, 'AR'],
            ]).flat(),
          ),
        ),
      ),
    ).toMatchObject({
      kind: 'refused',
      form: { errors: { rows: 'too_many_rows' } },
    });
    await house.world.sql.query('delete from paper_batches');
  });

  it('are entered once with their names sealed, gone on with, struck, removed with a reason and brought back', async () => {
    const fields = sheet();
    expect(await act('batch', fields)).toMatchObject({ data: { done: 'entered', what: fields.op } });
    expect(await act('batch', fields)).toMatchObject({ kind: 'done' });
    expect(await batches()).toMatchObject([{ on_sheet: 12, typed: 1, twins: 0 }]);
    const batch = fields.op;
    // The same person again on the next sheet of the batch is pointed at, and counts once.
    expect(await act('batch', sheet({ batch, onSheet: '13', op: uuidv7() }))).toMatchObject({
      data: { done: 'changed' },
    });
    expect(await batches()).toMatchObject([{ on_sheet: 13, typed: 2, twins: 1 }]);
    const shown = await house.call('owner', load, { query: `?batch=${batch}` });
    expect(shown).toMatchObject({
      data: { opened: { rows: [{ name: 'Nombre Plantado', town: 'La Plata', country: 'AR' }, { twin: 'paper' }] } },
    });
    const { rows } = await house.world.sql.query<{ id: string; all: string }>(
      'select id, paper_rows::text as all from paper_rows order by id',
    );
    const journal = await house.world.sql.query(`select patch from journal where entity like 'paper%'`);
    expect(JSON.stringify([rows, journal.rows])).not.toMatch(/Plantado|La Plata/);
    expect(await act('strike', { op: uuidv7(), row: rows[1]?.id ?? '' })).toMatchObject({ data: { done: 'struck' } });
    expect(await batches()).toMatchObject([{ typed: 1, twins: 0 }]);
    expect(await act('remove', { op: uuidv7(), batch, removed: 'yes', reason: ' ' })).toMatchObject({
      kind: 'refused',
      form: { errors: { reason: 'required' } },
    });
    for (const removed of ['yes', 'no'])
      expect(await act('remove', { op: uuidv7(), batch, removed, reason: 'Dos veces' })).toMatchObject({
        kind: 'done',
      });
  });

  it('may be a number with a picture', async () => {
    const data = new FormData();
    for (const [name, value] of Object.entries(sheet({ 'name-0': '', 'town-0': '' }))) data.set(name, value);
    const photo = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    data.set('scan', new File([new Uint8Array(photo)], 'IMG_0001.JPG'));
    expect(await act('batch', data)).toMatchObject({ kind: 'done' });
    const last = (await batches()).at(-1);
    expect(last).toMatchObject({ on_sheet: 12, typed: 0 });
    expect(last?.scan_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    [{ label: '' }, { label: 'required' }],
    [{ onSheet: '0' }, { onSheet: 'number' }],
    [{ onSheet: '100001' }, { onSheet: 'number' }],
    [{ day: '2026-02-30' }, { day: 'date' }],
    [{ day: '2098-01-01' }, { day: 'future' }],
    [{ 'country-0': 'Argentina' }, { 'country-0': 'country_letters' }],
    [
      { 'country-0': 'ZZ', 'name-1': 'Otra', 'country-1': '' },
      { 'country-0': 'country_letters', 'country-1': 'country_letters' },
    ],
    [{ 'name-0': '' }, { 'name-0': 'required' }],
    [{ 'email-0': 'nobody' }, { 'email-0': 'email' }],
  ])('%j', async (change, errors) => {
    const fields = sheet(change);
    expect(await act('batch', fields)).toMatchObject({ kind: 'refused', form: { errors, values: fields } });
  });

  it('are not there for those who do not read signatures', async () => {
    for (const role of ROLES.filter((one) => !['owner', 'organizer'].includes(one))) {
      for (const action of ['batch', 'remove', 'strike'])
        expect(await act(action, sheet(), role)).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
    }
  });
});

it('milestones are set by those who may write the campaign, as people write numbers', async () => {
  const set = (numbers: string, as: (typeof ROLES)[number] = 'organizer') =>
    house.call(as, milestones['set'], { fields: { form: 'milestones', op: uuidv7(), numbers } });
  expect(await set('5.000\n10 000, 5000')).toMatchObject({ data: { done: 'set' } });
  expect(await set('muchas')).toMatchObject({ kind: 'refused', form: { errors: { numbers: 'number' } } });
  expect(await set('7', 'observer')).toEqual({ kind: 'error', status: 404 });
  const { rows } = await house.world.sql.query('select n from milestones where dropped_at is null order by n');
  expect(rows).toEqual([{ n: 5000 }, { n: 10_000 }]);
});
