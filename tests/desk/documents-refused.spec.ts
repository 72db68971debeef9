import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as list from '../../src/routes/(team)/desk/[campaign]/documents/+page.server';
import * as upload from '../../src/routes/(team)/desk/[campaign]/documents/upload/[upload]/+server';
import { value } from '../db/cast';
import { answerOf, openDocuments, PDF, photo, TITLE, type Documents } from './documents-desk';
import { zipOf } from './zip';

let d: Documents;
beforeAll(async () => {
  d = await openDocuments();
});
afterAll(() => d.close());

describe('what is refused', () => {
  it.each([
    ['a path', '../../etc/passwd.pdf', 'document_name_path'],
    ['a Windows path', 'C:\\fotos\\a.pdf', 'document_name_path'],
    ['a name that reads backwards', 'factura\u202efdp.exe', 'document_name_signs'],
    ['a name with a control', 'a\u0007.pdf', 'document_name_signs'],
    ['a name nobody sees', '\u200b.pdf', 'document_name_signs'],
    ['no name', ' ', 'document_name_empty'],
    ['an endless name', `${'a'.repeat(220)}.pdf`, 'document_name_long'],
  ])('%s', async (_what, name, rule) => {
    const refused = answerOf(await d.announce(name, 100));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ values: { title: TITLE }, errors: { file: rule } });
  });

  it.each([
    [0, 'document_empty'],
    [2_147_483_648, 'document_too_large'],
    [536_870_913, 'document_too_large'],
  ])('%i bytes, before a single one is sent', async (size, rule) => {
    const before = (await d.everyFile()).length;
    const refused = answerOf(await d.announce('video.mp4', size));
    expect(await refused.json()).toMatchObject({ errors: { file: rule } });
    expect((await d.everyFile()).length).toBe(before);
  });

  it('a part that is longer than announced, without reading on', async () => {
    const op = uuidv7();
    await d.announce('a.pdf', PDF.length, { op });
    let asked = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        asked += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const came = await d.house.call('legal', upload.PUT, {
      params: { upload: op },
      query: '?part=0',
      body: { method: 'PUT', bytes: endless },
    });
    expect(answerOf(came).status).toBe(400);
    expect(asked).toBeLessThan(5);
    for (const n of [1, -1, 7, 99_999]) expect(answerOf(await d.put(op, n, PDF)).status).toBe(400);
    expect(answerOf(await d.put(op, 0, PDF.subarray(1))).status).toBe(400);
  });

  const bomb = () => zipOf([{ name: 'a.txt', packed: 1000, unpacked: 900_000_000 }]);
  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['a picture called a paper', 'escrito.pdf', photo, 'document_mismatch'],
    [
      'a program called a picture',
      'foto.jpg',
      () => Buffer.from('MZ\u0090\u0000 program'.padEnd(300, '\u0000')),
      'document_type',
    ],
    ['a web page', 'pagina.html', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'document_mismatch'],
    [
      'a drawing that runs',
      'logo.svg',
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'document_type',
    ],
    ['bytes called text', 'nota.txt', () => Buffer.from([0x61, 0x00, 0x01, 0xff, 0xfe]), 'document_mismatch'],
    ['a paper called text', 'nota.txt', () => PDF, 'document_mismatch'],
    ['a broken archive', 'a.zip', () => Buffer.from('PK\u0003\u0004 nothing else'), 'document_broken'],
    ['an archive that unpacks to a thousandfold', 'a.zip', bomb, 'document_zip_bomb'],
    ['the same called a letter', 'carta.docx', bomb, 'document_zip_bomb'],
    [
      'an archive with too many entries',
      'a.zip',
      () => zipOf(Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}` }))),
      'document_zip_bomb',
    ],
    ['an archive within an archive', 'a.zip', () => zipOf([{ name: 'dentro.zip' }]), 'document_zip_nested'],
    [
      'an archive that leads out of its folder',
      'a.zip',
      () => zipOf([{ name: '../../etc/cron' }]),
      'document_zip_path',
    ],
    [
      'an archive with a password',
      'a.zip',
      () => zipOf([{ name: 'a.pdf', packed: 16, locked: true }]),
      'document_zip_locked',
    ],
    ['an archive with a program', 'a.zip', () => zipOf([{ name: 'factura.exe' }]), 'document_zip_program'],
    [
      'a letter with macros',
      'a.docx',
      () => zipOf([{ name: 'word/document.xml' }, { name: 'word/vbaProject.bin' }]),
      'document_macros',
    ],
    ['an archive called a letter', 'a.docx', () => zipOf([{ name: 'a.pdf' }]), 'document_mismatch'],
  ])('%s, and nothing of it stays', async (_what, name, make, rule) => {
    const before = (await d.everyFile()).length;
    const refused = await d.send(name, await make());
    expect(await refused.json()).toMatchObject({ code: 'invalid', field: 'file', rule });
    expect((await d.everyFile()).length).toBe(before);
    expect(
      await value(
        d.house.world,
        'select count(*) from documents where title_sealed is not null and sha256 is null and name_sealed is null',
      ),
    ).toBe('0');
  });

  it('a letter and an archive that are what they say are taken', async () => {
    const taken = [
      await d.sent('carta.docx', zipOf([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])),
      await d.sent('fotos.zip', zipOf([{ name: 'a.jpg' }, { name: 'b/c.jpg' }])),
      await d.sent('nota.txt', Buffer.from('Línea uno\nLínea dos ñandú 🕊️\n')),
    ];
    expect(new Set(taken).size).toBe(3);
  });
});

describe('without scripts', () => {
  const form = (bytes: Uint8Array, name = 'cedula.pdf'): FormData => {
    const data = new FormData();
    for (const [key, text] of Object.entries({ form: 'upload', op: uuidv7(), kind: 'notice', title: 'Cédula' }))
      data.set(key, text);
    data.set('file', new File([new Uint8Array(bytes)], name));
    return data;
  };
  it('a form brings its file at once, and what is wrong with it is told beside what was typed', async () => {
    const came = await d.house.call('legal', list.actions['upload'], { fields: form(PDF) });
    expect(came).toMatchObject({ kind: 'sent', status: 303 });
    const refused = await d.house.call('legal', list.actions['upload'], { fields: form(await photo()) });
    expect(refused).toMatchObject({ form: { values: { title: 'Cédula' }, errors: { file: 'document_mismatch' } } });
    expect(refused).not.toMatchObject({ form: { values: { op: expect.anything() as unknown } } });
    const empty = await d.house.call('legal', list.actions['upload'], { fields: form(new Uint8Array()) });
    expect(empty).toMatchObject({ form: { errors: { file: 'document_empty' } } });
    expect(await d.house.call('owner', list.actions['upload'], { fields: form(PDF) })).toEqual({
      kind: 'error',
      status: 404,
    });
  });
});
