import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deliveryRepo,
  makeDeliveries,
  proofOfSigner,
  proveInclusion,
  publicDeliveries,
  verifyList,
} from '../../src/lib/features/delivery/index.server';
import type { Delivery } from '../../src/lib/features/delivery/model';
import { sealedPlace } from '../../src/lib/features/signatures/index.server';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/delivery/+page.server';
import { GET as getCsv } from '../../src/routes/(team)/desk/[campaign]/signatures/delivery/[delivery]/list.csv/+server';
import { GET as getPdf } from '../../src/routes/(team)/desk/[campaign]/signatures/delivery/[delivery]/list.pdf/+server';
import { openHouse, type House } from './house';

let house: House;
let addresses = 0;
const address = (): string => `10.9.${++addresses >> 8}.${addresses & 255}`;

beforeAll(async () => {
  house = await openHouse();
  await house.world.sql.query(
    "insert into campaign_texts (campaign_id, locale, title, statement, consent) values ($1, 'es', 'Libertad', 'Pedimos.', 'Tu nombre se entrega.')",
    [house.campaign],
  );
});
afterAll(() => house.close());

async function signed(
  name: string,
  more: { visibility?: string; consent?: number; state?: string } = {},
): Promise<string> {
  const id = uuidv7();
  await house.world.sql.query(
    `insert into signatures (id, campaign_id, state, name_sealed, email_key, country, visibility, locale, op_id, consent_version, confirmed_at)
     values ($1, $2, $3, $4, $5, 'AR', $6, 'es', $1, $7, case when $3 = 'confirmed' then now() end)`,
    [
      id,
      house.campaign,
      more.state ?? 'confirmed',
      house.keyring.seal(name, sealedPlace(id, 'name')),
      `mailbox ${id}`,
      more.visibility ?? 'full',
      more.consent ?? 1,
    ],
  );
  return id;
}
const work = () => makeDeliveries({ repo: deliveryRepo(() => house.world.backend.system()), keyring: house.keyring });
const make = (change: Record<string, string> = {}, as: Role = 'organizer') => {
  const op = uuidv7();
  const fields = { op, recipient: 'Cámara Federal', day: '2026-03-01', locale: 'es', names: 'initials', ...change };
  return house.call(as, actions['make'], { fields }).then((came) => ({ came, op }));
};
const listed = async (): Promise<Delivery[]> => {
  const came = await house.call('owner', load);
  if (came.kind !== 'done') throw new Error('no list');
  return came.data['deliveries'] as Delivery[];
};
async function ready(change: Record<string, string> = {}): Promise<string> {
  const { came, op } = await make(change);
  expect(came).toMatchObject({ kind: 'done' });
  await work();
  return op;
}
async function csv(delivery: string): Promise<string> {
  const came = await house.call('owner', getCsv, { params: { delivery } });
  if (came.kind !== 'done' || !(came.data instanceof Response)) throw new Error('no file');
  return came.data.text();
}
const verify = async (list: string, digest = '') => {
  const came = await verifyList(house.slug, address(), { list, digest });
  if (!came.ok) throw new Error(came.code);
  return came.value;
};
const prove = async (code: string, slug = house.slug) => {
  const came = await proveInclusion(slug, address(), code);
  if (!came.ok) throw new Error(came.code);
  return came.value;
};
const codeOf = async (signature: string): Promise<string> => {
  const told = await proofOfSigner(house.slug, signature);
  if (!told.ok) throw new Error(told.code);
  return told.value.code;
};

describe('a delivery', () => {
  it('holds who had confirmed when it was begun, numbered and chained, and nobody else', async () => {
    await signed('Ana Pérez');
    await signed('=cmd|1', { visibility: 'private' });
    await signed('No Confirmada', { state: 'pending' });
    const id = await ready();
    await signed('Llegó Tarde');
    const text = await csv(id);
    const rows = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['1', 'A. P.', 'AR', expect.stringMatching(/^\d{4}-/)],
      ['2', '', 'AR', expect.stringMatching(/^\d{4}-/)],
    ]);
    const [found] = (await listed()).filter((one) => one.id === id);
    expect(found).toMatchObject({ state: 'ready', done: 2, digest: rows[1]?.[6] });
    const link = createHash('sha256').update(`${rows[0]?.[6]}\n2\n${rows[1]?.[5]}`).digest('hex');
    expect(rows[1]?.[6]).toBe(link);
  });

  it('hands over a full name only under a wording that was ticked', async () => {
    const under = await signed('Berta Nombre Completo', { visibility: 'private', consent: 1 });
    const other = await signed('Otra Redacción', { visibility: 'private', consent: 2 });
    const refused = await make({ names: 'full', consents: '' });
    expect(refused.came).toMatchObject({ kind: 'refused', form: { errors: { consents: 'required' } } });
    const text = await csv(await ready({ names: 'full', consents: '1' }));
    expect(text).toContain(`Berta Nombre Completo,AR`);
    expect(text).toContain(under);
    expect(text).toContain(other);
    expect(text).not.toContain('Otra');
  });

  it('is made by owners and organizers alone, and taken by them alone', async () => {
    const id = await ready();
    for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'organizer')) {
      const nothing = { kind: 'error', status: 404 };
      expect((await make({}, role)).came).toEqual(nothing);
      expect(await house.call(role, load)).toEqual(nothing);
      expect(await house.call(role, getCsv, { params: { delivery: id } })).toEqual(nothing);
      expect(await house.call(role, getPdf, { params: { delivery: id } })).toEqual(nothing);
    }
    for (const delivery of [uuidv7(), 'x', ''])
      expect(await house.call('owner', getCsv, { params: { delivery } })).toEqual({ kind: 'error', status: 404 });
  });

  it('is a document too, and the journal says who took it', async () => {
    const id = await ready();
    const came = await house.call('owner', getPdf, { params: { delivery: id } });
    if (came.kind !== 'done' || !(came.data instanceof Response)) throw new Error('no document');
    const bytes = new Uint8Array(await came.data.arrayBuffer());
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 8))).toMatch(/^%PDF-1/);
    const { rows } = await house.world.sql.query<{ patch: object }>(
      "select patch from journal where entity = 'deliveries' and entity_id = $1 order by seq desc limit 1",
      [id],
    );
    expect(rows[0]?.patch).toMatchObject({ downloads: 1, last_format: 'pdf' });
  });

  it('can be stopped while it is made, and leaves nothing', async () => {
    const { op } = await make();
    const fields = { op: uuidv7(), delivery: op };
    expect(await house.call('owner', actions['cancel'], { fields })).toMatchObject({ kind: 'done' });
    await work();
    expect((await listed()).find(({ id }) => id === op)?.state).toBe('cancelled');
    const { rowCount } = await house.world.sql.query('select 1 from app.delivery_lines where delivery_id = $1', [op]);
    expect(rowCount).toBe(0);
  });

  it('is never altered afterwards, whatever writes', async () => {
    const id = await ready();
    for (const sql of [
      "update deliveries set recipient = 'x' where id = $1",
      'delete from deliveries where id = $1',
      "update app.delivery_lines set country = 'UY' where delivery_id = $1",
      'delete from app.delivery_lines where delivery_id = $1',
    ])
      await expect(house.world.sql.query(sql, [id])).rejects.toMatchObject({ code: '42501' });
  });

  it('is made once by two processes at the same time', async () => {
    const { op } = await make();
    await Promise.all([work(), work(), work()]);
    const one = (await listed()).find(({ id }) => id === op);
    const { rows } = await house.world.sql.query<{ n: string }>(
      'select count(*) as n from app.delivery_lines where delivery_id = $1',
      [op],
    );
    expect(one).toMatchObject({ state: 'ready', done: Number(rows[0]?.n) });
  });

  it('keeps the line of who withdraws, without the name, and says how many', async () => {
    const id = await signed('Se Retira Después');
    const delivery = await ready();
    const before = await csv(delivery);
    await house.world.backend.system().rpc('withdraw_signature', { signature: id });
    const after = await csv(delivery);
    expect(before).toContain('S. R. D.');
    expect(after).not.toContain('S. R. D.');
    expect((await listed()).find((one) => one.id === delivery)?.withdrawn).toBe(1);
    expect(await verify(before)).toMatchObject({ kind: 'delivered', unnamed: 0 });
    expect(await verify(after)).toMatchObject({ kind: 'delivered', unnamed: 1 });
  });
});

describe('verifying', () => {
  it('knows the delivered list and its final fingerprint, and no other', async () => {
    await signed('María "la flaca", Ríos');
    const id = await ready({ names: 'full', consents: '1' });
    const text = await csv(id);
    const digest = (await listed()).find((one) => one.id === id)?.digest ?? '';
    expect(await verify('', digest.replace(/(.{8})/g, '$1 '))).toMatchObject({ kind: 'delivered', delivery: { id } });
    expect(await verify(text)).toMatchObject({ kind: 'delivered', delivery: { id } });
    expect(await verify(text.replaceAll('\r\n', '\n').replace('\uFEFF', ''))).toMatchObject({ kind: 'delivered' });
    expect(await verify('', 'a'.repeat(64))).toEqual({ kind: 'unknown' });
    for (const broken of ['hola', 'a,b', '"', '\u0000', 'n,name\n1,2'])
      expect(await verify(broken)).toEqual({ kind: 'unreadable' });
    expect(await verify('', 'nada')).toEqual({ kind: 'unreadable' });
  });

  it('sees a line that was changed, taken out, put in or moved, and never says whose', async () => {
    const id = await ready({ names: 'full', consents: '1' });
    const lines = (await csv(id)).trim().split('\r\n');
    const whole = (of: string[]) => of.join('\r\n');
    const renamed = lines.map((line) => line.replace('Ana Pérez', 'Eva Pérez'));
    expect(await verify(whole(renamed))).toEqual({ kind: 'altered', line: null });
    expect(await verify(whole(lines.map((line, at) => (at === 1 ? line.replace(',AR,', ',UY,') : line))))).toEqual({
      kind: 'altered',
      line: null,
    });
    expect(await verify(whole(lines.filter((_, at) => at !== 2)))).toEqual({ kind: 'altered', line: 2 });
    expect(await verify(whole([lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)]))).toEqual({
      kind: 'altered',
      line: 1,
    });
  });

  it('shows everybody the lists and nobody a name', async () => {
    const told = await publicDeliveries(house.slug);
    expect(JSON.stringify(told)).not.toMatch(/Ana|Berta|Ríos/);
    expect(told).toMatchObject({ ok: true });
    expect(await publicDeliveries('elsewhere')).toEqual({ ok: true, value: [] });
  });
});

describe('a signer', () => {
  it('proves the line with the code, however it is typed', async () => {
    const id = await signed('Prueba Su Línea');
    const delivery = await ready();
    const code = await codeOf(id);
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    const typed = [code, code.toUpperCase(), code.replaceAll('-', ' '), code.replaceAll('0', 'O').replaceAll('1', 'l')];
    for (const one of typed)
      expect(await prove(one)).toEqual([expect.objectContaining({ delivery, withdrawn: false })]);
    await house.world.sql.query(`select public.withdraw_signature($1)`, [id]);
    expect(await prove(code)).toEqual([expect.objectContaining({ delivery, withdrawn: true })]);
  });

  it('is answered alike for a wrong code and for a right one that is in no list', async () => {
    const late = await signed('Después De Todo');
    const outside = await codeOf(late);
    const guessed = [outside, 'aaaa-bbbb-cccc-dddd', '0000-0000-0000-0000', '', 'x', uuidv7(), late, "' or 1=1 --"];
    for (const code of guessed) expect(await prove(code)).toEqual([]);
  });

  it('learns nothing through another campaign', async () => {
    const id = await signed('De Esta Campaña');
    await ready();
    expect(await prove(await codeOf(id), 'elsewhere')).toEqual([]);
  });

  it('may not try for ever', async () => {
    const from = address();
    const tries = [];
    for (let n = 0; n < 25; n += 1) tries.push(await proveInclusion(house.slug, from, 'aaaa-bbbb-cccc-dddd'));
    expect(tries.at(-1)).toMatchObject({ ok: false, code: 'too_many' });
  });
});
