import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayOf } from '../../src/lib/server/backend/gateway.server';
import { derive } from '../support/world';
import { openHouse, person, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const HOSTILE = [
  `'; drop table public.signatures; --`,
  `" onmouseover="alert(1)`,
  `<script>alert(1)</script>`,
  '${7*7} {{7*7}} %00 %n',
  'Robert"); -- ',
  '\\u0000 \\" \\\\',
];

describe('wrong in a field', () => {
  it.each([
    [{ name: '' }, { name: 'required' }],
    [{ name: '=1+1' }, { name: 'formula' }],
    [{ name: 'Ana www.example.org' }, { name: 'url_in_name' }],
    [{ email: 'ana' }, { email: 'email' }],
    [{ country: 'XX' }, { country: 'country' }],
    [{ visibility: 'all' }, { visibility: 'choice' }],
    [
      { name: '', email: 'x', country: '' },
      { name: 'required', email: 'email', country: 'required' },
    ],
  ])('%j is refused, and nothing typed is lost', async (change, errors) => {
    const sent = person({ comment: 'Por la libertad', ...change });
    expect(await house.sign(sent)).toEqual({
      kind: 'refused',
      status: 400,
      form: { values: sent, errors, failure: expect.objectContaining({ code: 'invalid' }) },
    });
  });

  it.each(HOSTILE)('%s is text in every field', async (text) => {
    expect(
      await house.sign(person({ name: `Ana ${text}`, comment: text, visibility: 'full', source: text, op: text })),
    ).toMatchObject({
      kind: 'redirect',
    });
    for (const field of ['email', 'country', 'visibility'])
      expect(await house.sign(person({ [field]: text }))).toMatchObject({ kind: 'refused', status: 400 });
    const mail = (await house.mails()).at(-1);
    expect(await house.link('confirm', 'post', mail?.confirm ?? '')).toMatchObject({ data: { state: 'confirmed' } });
    expect((await house.rows()).at(-1)?.public_name).toBe(`Ana ${text}`.replace(/\s+/g, ' ').trim());
  });
});

describe('wrong as a whole', () => {
  const type = 'application/x-www-form-urlencoded';
  const status = async (body: BodyInit, contentType = type) => {
    const came = await house.sign(body, { type: contentType });
    return came.kind === 'refused' || came.kind === 'error' ? came.status : came.kind;
  };

  it('refuses broken UTF-8 and U+0000', async () => {
    expect(await status('name=Ana%FF%FE&email=ana%40example.org&country=AR')).toBe(400);
    expect(await status('name=Ana%00&email=ana%40example.org&country=AR')).toBe(400);
    expect(await status('name=Ana&email=ana%40example.org&country=AR&comment=%C3%28')).toBe(400);
  });

  it('refuses what is too large', async () => {
    const came = await house.sign(`name=${'a'.repeat(300_000)}`, { type });
    expect(came).toMatchObject({ kind: 'refused' });
    expect(came.kind === 'refused' && [400, 413].includes(came.status)).toBe(true);
  });

  it('refuses bodies of another type, files, and nothing at all', async () => {
    expect(await status('{"name":"Ana"}', 'application/json')).toBe(400);
    expect(await status('name=Ana', 'multipart/form-data')).toBe(400);
    expect(await status('', type)).toBe(400);
    const form = new FormData();
    for (const [field, value] of Object.entries(person())) form.set(field, value);
    form.set('name', new File(['x'], 'x.txt'));
    expect(await house.sign(form)).toMatchObject({ kind: 'refused', status: 400 });
  });

  it('leaves nothing behind, and goes on', async () => {
    const before = (await house.rows()).length;
    await status('name=Ana%FF');
    expect(await house.sign(person())).toMatchObject({ kind: 'redirect' });
    expect((await house.rows()).length).toBe(before + 1);
  });
});

describe('the database away', () => {
  it('tells people to wait, keeps what they typed, and acknowledges nothing', async () => {
    const { sql, database } = house.world;
    const role = pg.escapeIdentifier(gatewayOf(database, derive).role);
    const sent = person({ comment: 'Por la libertad' });
    await sql.query(`alter role ${role} nologin`);
    await sql.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [database],
    );
    const refused = await Promise.all([house.sign(sent), house.sign(person())]);
    await sql.query(`alter role ${role} login`);
    expect(refused[0]).toMatchObject({
      kind: 'refused',
      status: 503,
      form: { values: sent, failure: { code: 'unavailable' } },
    });
    expect(refused[1]).toMatchObject({ kind: 'refused', status: 503 });
    // Many tries during the outage must not count against anybody afterwards.
    expect(await house.sign(sent)).toMatchObject({ kind: 'redirect' });
    expect((await house.mails()).filter(({ to }) => to === sent['email'])).toHaveLength(1);
  });
});
