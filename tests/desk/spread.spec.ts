import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import type { SpreadDesk } from '../../src/lib/features/spread/desk';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/spread/+page.server';
import { GET as csv } from '../../src/routes/(team)/desk/[campaign]/signatures/spread/export.csv/+server';
import { GET as poster } from '../../src/routes/(team)/desk/[campaign]/signatures/spread/poster.pdf/+server';
import { openHouse, type Came, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query(
    `insert into campaign_texts (campaign_id, locale, title, summary) values ($1, 'es', 'Libertad ya', 'Firmá')`,
    [house.campaign],
  );
});
afterAll(() => house.close());

async function desk(): Promise<SpreadDesk> {
  const came = await house.call('organizer', load);
  if (came.kind !== 'done') throw new Error(`page: ${came.kind}`);
  return came.data['desk'] as SpreadDesk;
}
const give = (fields: Record<string, string> = {}) =>
  house.call('organizer', actions['source'], {
    fields: { form: 'source', op: uuidv7(), kind: 'poster', label: 'Plaza de Mayo', place: '', ...fields },
  });
const write = (text: string, way = 'x') =>
  house.call('organizer', actions['text'], {
    fields: { form: `text-es-${way}`, op: uuidv7(), locale: 'es', way, text },
  });
const errors = (came: Came) => (came.kind === 'refused' ? came.form.errors : came);

describe('links and posters of the team', () => {
  it('are given a word by their label, once, and seen before anybody came by them', async () => {
    expect(await give()).toMatchObject({ kind: 'done', data: { done: 'source_given', what: 'Plaza de Mayo' } });
    expect(errors(await give({ label: 'PLAZA DE MAYO' }))).toEqual({ label: 'taken' });
    expect(errors(await give({ label: '日本' }))).toEqual({ label: 'letters' });
    expect(errors(await give({ kind: 'rumour', label: '' }))).toEqual({ kind: 'choice', label: 'required' });
    const { given, sources } = await desk();
    expect(given).toMatchObject([{ word: 'qr-plaza-de-mayo', kind: 'poster', archived: false }]);
    expect(sources).toContainEqual({ source: 'qr-plaza-de-mayo', visits: 0, received: 0, confirmed: 0 });
  });

  it('sent twice are one', async () => {
    const fields = { op: uuidv7(), label: 'Obelisco' };
    expect(await give(fields)).toMatchObject({ kind: 'done' });
    expect(await give(fields)).toMatchObject({ kind: 'done' });
    expect((await desk()).given.filter(({ label }) => label === 'Obelisco')).toHaveLength(1);
  });

  it('print in two sizes and two languages, for whoever is of the team', async () => {
    const source = (await desk()).given.find(({ word }) => word === 'qr-plaza-de-mayo')?.id ?? '';
    const print = (size: string, lang: string, id = source) =>
      house.call('coordinator', poster, { query: `?source=${id}&size=${size}&lang=${lang}` });
    const widths = [];
    for (const size of ['A3', 'A5']) {
      const came = await print(size, 'es');
      if (came.kind !== 'done' || !(came.data instanceof Response)) throw new Error(`poster: ${came.kind}`);
      expect(came.data.headers.get('content-disposition')).toContain(`qr-plaza-de-mayo-${size}-es.pdf`);
      const pdf = await PDFDocument.load(await came.data.arrayBuffer(), { updateMetadata: false });
      expect([pdf.getPageCount(), pdf.getTitle()]).toEqual([1, 'Libertad ya']);
      widths.push(Math.round(pdf.getPage(0).getWidth()));
    }
    expect(widths).toEqual([842, 420]);
    for (const bad of [print('A4', 'es'), print('A3', 'fr'), print('A3', 'es', uuidv7()), print('A3', 'es', 'x')])
      expect(await bad).toEqual({ kind: 'error', status: 404 });
  });

  it('are put away and taken out again', async () => {
    const [first] = (await desk()).given;
    const set = (archived: string) =>
      house.call('owner', actions['archive'], { fields: { op: uuidv7(), source: first?.id ?? '', archived } });
    const isArchived = async () => (await desk()).given.find(({ id }) => id === first?.id)?.archived;
    expect(await set('yes')).toMatchObject({ kind: 'done' });
    expect(await isArchived()).toBe(true);
    expect(await set('no')).toMatchObject({ kind: 'done' });
    expect(await isArchived()).toBe(false);
  });
});

describe('what shared links say', () => {
  it('is kept when it has its link, no other braces, and fits the network', async () => {
    expect(await write('Somos {count}: {link}')).toMatchObject({ kind: 'done' });
    expect(errors(await write('Firmá'))).toEqual({ text: 'link_missing' });
    expect(errors(await write('{link} {name}'))).toEqual({ text: 'placeholder' });
    expect(errors(await write(`${'x'.repeat(260)} {link}`))).toEqual({ text: 'too_long' });
    expect(await write(`${'x'.repeat(250)} {link}`)).toMatchObject({ kind: 'done' });
    expect(await write(`${'x'.repeat(900)} {link}`, 'whatsapp')).toMatchObject({ kind: 'done' });
    const x = (await desk()).texts.find(({ locale, way }) => locale === 'es' && way === 'x');
    expect(x?.own).toHaveLength(257);
    expect(x?.otherwise).toContain('{link}');
  });
});

describe('the table', () => {
  it('leaves as CSV that no spreadsheet runs', async () => {
    await give({ kind: 'press', label: '=cmd|calc' });
    const came = await house.call('organizer', csv);
    if (came.kind !== 'done' || !(came.data instanceof Response)) throw new Error('no file');
    const text = await came.data.text();
    expect(text).toContain("'=cmd|calc");
    expect(text).toContain('qr-plaza-de-mayo,Plaza de Mayo,');
  });

  it('is for owners and organizers', async () => {
    for (const role of ['legal', 'treasurer', 'coordinator', 'observer'] as const) {
      expect(await house.call(role, load)).toEqual({ kind: 'error', status: 404 });
      expect(await house.call(role, csv)).toEqual({ kind: 'error', status: 404 });
      const fields = { op: uuidv7(), kind: 'link', label: 'X', place: '' };
      expect(await house.call(role, actions['source'], { fields })).toEqual({ kind: 'error', status: 404 });
    }
  });
});
