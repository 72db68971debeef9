import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { sweepDocuments } from '../../src/lib/features/documents/index.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import * as list from '../../src/routes/(team)/desk/[campaign]/documents/+page.server';
import * as page from '../../src/routes/(team)/desk/[campaign]/documents/[document]/+page.server';
import * as file from '../../src/routes/(team)/desk/[campaign]/documents/[document]/file/+server';
import * as view from '../../src/routes/(team)/desk/[campaign]/documents/[document]/view/+server';
import * as begin from '../../src/routes/(team)/desk/[campaign]/documents/upload/+server';
import * as upload from '../../src/routes/(team)/desk/[campaign]/documents/upload/[upload]/+server';
import { mustApply, value } from '../db/cast';
import { answerOf, MB, openDocuments, PDF, photo, TITLE, told, type Documents } from './documents-desk';

let d: Documents;
beforeAll(async () => {
  d = await openDocuments();
});
afterAll(() => d.close());

describe('a document', () => {
  it('comes in parts, in any order and twice, and is the same to the last byte', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2 * MB + 77, 'prueba ')]);
    const op = uuidv7();
    const first = await told(await d.announce('escrito.pdf', bytes.length, { op }));
    expect(first).toMatchObject({ id: op, ready: false, parts: 3, here: [] });
    await d.put(op, 2, bytes.subarray(2 * MB));
    await d.put(op, 0, bytes.subarray(0, MB));
    await d.put(op, 0, bytes.subarray(0, MB));
    expect((await answerOf(await d.end(op)).json()) as object).toMatchObject({ rule: 'document_unfinished' });
    // The line broke, the page was loaded anew: the same announcement says what is here.
    expect(await told(await d.announce('escrito.pdf', bytes.length, { op }))).toMatchObject({ here: [0, 2] });
    await d.put(op, 1, bytes.subarray(MB, 2 * MB));
    const done = await Promise.all([d.end(op), d.end(op)]);
    for (const one of done) expect(await told(one)).toMatchObject({ ok: true, value: op });
    expect(await told(await d.end(op))).toMatchObject({ ok: true });

    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await d.house.call('legal', page.load, { params: { document: op } })).toMatchObject({
      data: {
        document: { sha256, size: bytes.length, type: 'application/pdf', version: 1 },
        events: [{ kind: 'received' }],
      },
    });
    const answer = answerOf(await d.download('legal', op));
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-disposition': 'attachment; filename="documento.pdf"; filename*=UTF-8\'\'escrito.pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
  });

  it('lies sealed wherever it lies, from its first part on', async () => {
    const op = uuidv7();
    await d.announce('secreto.pdf', PDF.length, { op });
    await d.put(op, 0, PDF);
    const half = await Promise.all((await d.everyFile()).map((path) => readFile(path, 'latin1')));
    expect(half.filter((text) => text.startsWith('age-encryption.org/v1'))).toHaveLength(half.length);
    await d.end(op);
    for (const path of await d.everyFile()) expect(await readFile(path, 'latin1')).not.toContain('prueba secreta');
    for (const table of ['documents', 'document_events', 'journal', 'looks', 'app.ops']) {
      const hit = await value(
        d.house.world,
        `select count(*) from ${table} t where t::text ilike '%secreto.pdf%' or t::text ilike '%' || $1 || '%' or t::text like '%AGE-SECRET%'`,
        [TITLE],
      );
      expect({ table, hit }).toEqual({ table, hit: '0' });
    }
  });

  it('is opened by the legal desk alone, and each look stands in its log', async () => {
    const id = await d.sent('foto.jpg', await photo());
    for (const role of ROLES.filter((one) => one !== 'legal')) {
      expect(await d.act(role, id, 'look')).toEqual({ kind: 'error', status: 404 });
      expect(await d.download(role, id)).toEqual({ kind: 'error', status: 404 });
      expect(await d.house.call(role, page.load, { params: { document: id } })).toEqual({ kind: 'error', status: 404 });
      expect(await d.house.call(role, list.load)).toEqual({ kind: 'error', status: 404 });
      expect(await d.announce('x.pdf', 10, {}, role)).toEqual({ kind: 'error', status: 404 });
      expect(await d.put(id, 0, PDF, role)).toEqual({ kind: 'error', status: 404 });
    }
    // Not opened yet: no picture.
    expect(await d.house.call('legal', view.GET, { params: { document: id } })).toEqual({ kind: 'error', status: 404 });
    expect(await d.act('legal', id, 'look')).toMatchObject({ data: { opened: { title: TITLE, name: 'foto.jpg' } } });
    const picture = answerOf(await d.house.call('legal', view.GET, { params: { document: id } }));
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.toString('latin1')).not.toContain('Testigo');
    // The original keeps what the camera wrote.
    const original = Buffer.from(await answerOf(await d.download('legal', id)).arrayBuffer());
    expect(original.toString('latin1')).toContain('Testigo');
    const { data } = (await d.house.call('legal', page.load, { params: { document: id } })) as unknown as {
      data: { events: { kind: string }[] };
    };
    expect(data.events.map(({ kind }) => kind)).toEqual(['copied', 'opened', 'received']);
  });

  it('shows the titles of a list once that is written down', async () => {
    const id = await d.sent('lista.pdf', PDF, { title: 'Pericia' });
    const came = await d.house.call('legal', list.load);
    expect(JSON.stringify(came)).not.toContain('Pericia');
    expect(came).toMatchObject({
      data: { lines: expect.arrayContaining([expect.objectContaining({ id })]) as unknown },
    });
    expect(
      await d.house.call('legal', list.actions['titles'], { fields: { form: 'titles', op: uuidv7(), documents: id } }),
    ).toMatchObject({ data: { titles: { [id]: { title: 'Pericia', name: 'lista.pdf' } } } });
    expect(await value(d.house.world, `select what from looks where entity_id = $1`, [id])).toBe('title');
  });

  it('has versions and redacted copies that hang on what their original hangs on', async () => {
    const person = await d.registered('D-1');
    const one = await d.sent('a.pdf', PDF, { person });
    const two = await d.sent('b.pdf', Buffer.concat([PDF, PDF]), { replaces: one });
    const redacted = await d.sent('c.pdf', Buffer.from('%PDF-1.4 tapado'), { redacts: two });
    const lines = async (state: string) => {
      const came = await d.house.call('legal', list.load, { query: `?state=${state}&person=${person}` });
      return came.kind === 'done' ? (came.data['lines'] as { id: string }[]).map(({ id }) => id) : [];
    };
    expect(await lines('current')).toEqual([redacted, two]);
    expect(await lines('superseded')).toEqual([one]);
    expect(await d.house.call('legal', page.load, { params: { document: two } })).toMatchObject({
      data: {
        document: { version: 2 },
        near: [
          { id: redacted, redactedCopyOf: two },
          { id: one, version: 1 },
        ],
      },
    });
    // Without the newer one the older counts again, and the other way round.
    await d.act('legal', two, 'remove');
    expect(await lines('current')).toEqual([redacted, one]);
    await d.act('legal', two, 'restore');
    expect(await lines('superseded')).toEqual([one]);
  });

  it('is handed over with a receipt, in a log that nobody can change', async () => {
    const id = await d.sent('d.pdf', PDF);
    expect(await d.act('legal', id, 'hand', { to: 'Juzgado 7', receipt: '' })).toMatchObject({
      form: { errors: { receipt: 'required' } },
    });
    await d.act('legal', id, 'hand', { to: 'Juzgado 7', receipt: 'Cargo 123' });
    const came = (await d.act('legal', id, 'look')) as unknown as {
      data: { opened: { notes: Record<string, string> } };
    };
    expect(Object.values(came.data.opened.notes)).toEqual(['Juzgado 7\nCargo 123']);
    for (const change of ["update document_events set kind = 'opened'", 'delete from document_events'])
      await expect(d.house.world.sql.query(`${change} where document_id = $1`, [id])).rejects.toThrow(/append only/);
  });

  it('is gone for good thirty days after it was removed, and what it was stays told', async () => {
    const id = await d.sent('e.jpg', await photo());
    const lying = async () => (await d.everyFile()).filter((path) => path.includes(id)).length;
    await d.act('legal', id, 'remove');
    await sweepDocuments(d.house.world.backend.system());
    expect(await lying()).toBe(2);
    await d.house.world.sql.query(`update documents set removed_at = now() - interval '31 days' where id = $1`, [id]);
    await sweepDocuments(d.house.world.backend.system());
    expect(await lying()).toBe(0);
    const { rows } = await d.house.world.sql.query(
      'select state, key_sealed, title_sealed, sha256 is not null as told from documents where id = $1',
      [id],
    );
    expect(rows).toEqual([{ state: 'destroyed', key_sealed: null, title_sealed: null, told: true }]);
    expect(await d.download('legal', id)).toEqual({ kind: 'error', status: 410 });
    expect(await d.act('legal', id, 'restore')).toMatchObject({ kind: 'refused', status: 409 });
    expect(await d.house.call('legal', page.load, { params: { document: id } })).toMatchObject({
      data: { events: [{ kind: 'destroyed', by: null }, { kind: 'removed' }, { kind: 'received' }] },
    });
  });
});

describe('in a compartment', () => {
  it('is there for its members alone, and others cannot tell that it exists', async () => {
    const person = await d.registered('D-2');
    const before = await d.sent('antes.pdf', PDF, { person });
    const cell = uuidv7();
    const legal = d.house.db('legal');
    await mustApply(legal, 'compartments.create', {
      campaign: d.house.campaign,
      id: cell,
      memberId: uuidv7(),
      code: 'K-9',
    });
    await mustApply(legal, 'compartments.put', { entity: 'people', id: person, compartment: cell });
    const inside = await d.sent('adentro.pdf', Buffer.from('%PDF-1.5 adentro'), { person });
    // Somebody else of the legal desk, with the address of each.
    const other = await d.house.join('legal');
    for (const id of [before, inside, uuidv7()]) {
      expect(await other(page.load, { params: { document: id } })).toEqual({ kind: 'error', status: 404 });
      expect(await other(file.POST, { params: { document: id }, body: { method: 'POST', bytes: null } })).toEqual({
        kind: 'error',
        status: 404,
      });
      expect(await other(view.GET, { params: { document: id } })).toEqual({ kind: 'error', status: 404 });
      const look = { params: { document: id }, fields: { form: 'look', op: uuidv7() } };
      expect(await other(page.actions['look'], look)).toMatchObject({ kind: 'refused', status: 404 });
      const state = answerOf(await other(upload.GET, { params: { upload: id } }));
      expect(state.status).toBe(404);
      const part = { params: { upload: id }, query: '?part=0', body: { method: 'PUT' as const, bytes: PDF } };
      expect(answerOf(await other(upload.PUT, part)).status).toBe(404);
      const begun = { op: uuidv7(), kind: 'evidence', name: 'x.pdf', size: '9', replaces: id };
      expect(answerOf(await other(begin.POST, { fields: begun })).status).toBe(404);
    }
    const hung = { op: uuidv7(), kind: 'evidence', name: 'x.pdf', size: '9', person };
    expect(answerOf(await other(begin.POST, { fields: hung })).status).toBe(404);
    const seen = JSON.stringify(await other(list.load));
    for (const id of [before, inside]) expect(seen).not.toContain(id);
    expect(JSON.stringify(await other(list.load, { query: `?person=${person}` }))).toContain('"lines":[]');
    // The same bytes of somebody outside do not tell that they are here already.
    const mine = await (async () => {
      const op = uuidv7();
      await other(begin.POST, { fields: { op, kind: 'evidence', name: 'x.pdf', size: String(PDF.length) } });
      await other(upload.PUT, { params: { upload: op }, query: '?part=0', body: { method: 'PUT', bytes: PDF } });
      await other(upload.POST, { params: { upload: op }, body: { method: 'POST', bytes: null } });
      return op;
    })();
    expect(JSON.stringify(await other(page.load, { params: { document: mine } }))).not.toContain(before);
    const near = JSON.stringify(await d.house.call('legal', page.load, { params: { document: mine } }));
    expect(near).toContain(before);
  });
});

describe('an upload that breaks off', () => {
  it('is nobody’s, leaves nothing readable, and is swept after a day', async () => {
    const op = uuidv7();
    await d.announce('roto.pdf', 3 * MB, { op });
    await d.put(op, 0, Buffer.concat([PDF, Buffer.alloc(MB - PDF.length)]));
    expect(await d.house.call('legal', page.load, { params: { document: op } })).toEqual({
      kind: 'error',
      status: 404,
    });
    expect(await d.download('legal', op)).toMatchObject({ kind: 'error' });
    const parts = (await d.everyFile()).filter((path) => path.includes(op));
    expect(parts).toHaveLength(1);
    expect(await readFile(parts[0] ?? '', 'latin1')).toMatch(/^age-encryption\.org\/v1/);
    await d.house.world.sql.query(`update documents set created_at = now() - interval '2 days' where id = $1`, [op]);
    await sweepDocuments(d.house.world.backend.system());
    expect((await d.everyFile()).filter((path) => path.includes(op))).toEqual([]);
    expect(await value(d.house.world, 'select count(*) from documents where id = $1', [op])).toBe('0');
  });

  it('is given up by whoever began it', async () => {
    const op = uuidv7();
    await d.announce('no.pdf', PDF.length, { op });
    await d.put(op, 0, PDF);
    await d.house.call('legal', upload.DELETE, { params: { upload: op }, body: { method: 'DELETE', bytes: null } });
    expect(await value(d.house.world, 'select count(*) from documents where id = $1', [op])).toBe('0');
  });
});
