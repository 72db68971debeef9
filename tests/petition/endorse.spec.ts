import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endorsementMails } from '../../src/lib/features/endorsements/index.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { actions } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/endorse/+page.server';
import * as contact from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/endorse/[token]/+page.server';
import { GET as logoOf } from '../../src/routes/(public)/[[lang=lang]]/c/[campaign]/logo/[file]/+server';
import { openHouse, type House } from './house';

let house: House;
let logo: Buffer;
beforeAll(async () => {
  house = await openHouse();
  logo = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#123' } })
    .png()
    .toBuffer();
});
afterAll(() => house.close());

const organisation = (change: Record<string, string> = {}) => ({
  op: uuidv7(),
  name: `Sindicato ${randomUUID().slice(0, 8)}`,
  kind: 'union',
  country: 'AR',
  website: 'www.ejemplo.org',
  quote: 'Basta de perseguir.',
  contact: 'Ana Pérez',
  email: `${randomUUID()}@people.test`,
  topic: '',
  ...change,
});
function withLogo(fields: Record<string, string>, bytes: Uint8Array = logo): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set('logo', new File([new Uint8Array(bytes)], 'logo.png'));
  return data;
}
const ask = (fields: Record<string, string> | FormData, from?: string) =>
  house.visit(actions['default'], { fields, ...(from === undefined ? {} : { from }) });
interface Row {
  id: string;
  state: string;
  name: string;
  website: string;
  logo_id: string | null;
  contact_sealed: string | null;
  email_sealed: string | null;
  mailbox_at: string | null;
}
async function rowOf(name: string): Promise<Row | undefined> {
  const { rows } = await house.world.sql.query<Row>('select * from endorsements where name = $1', [name]);
  expect(rows.length).toBeLessThan(2);
  return rows[0];
}
async function listed() {
  const { data } = await house.world.backend.anon().rpc('public_endorsements', { slug: house.slug });
  return data as unknown as { id: string; name: string; logo: string | null }[];
}
const confirm = (id: string) =>
  house.world.sql.query(`update endorsements set state = 'confirmed', decided_at = now() where id = $1`, [id]);
async function mailTo(id: string, kind: string) {
  const render = endorsementMails({
    backend: house.world.backend,
    keyring: house.keyring,
    env: { origin: 'https://ronda.test', port: 3000 },
  });
  const mail = await render[kind]?.(id, 'es', null);
  return mail && { ...mail, token: /\/endorse\/([\w-]{48})/.exec(mail.text)?.[1] ?? '' };
}

describe('an organisation that asks', () => {
  it('waits, sealed, and is public once an organizer confirms it', async () => {
    const fields = organisation();
    expect(await ask(withLogo(fields))).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}/endorse?sent` });
    const row = await rowOf(fields.name);
    expect(row).toMatchObject({ state: 'asked', website: 'https://www.ejemplo.org/' });
    expect(JSON.stringify(row)).not.toMatch(/Ana|people\.test/);
    expect(await listed()).toEqual([]);
    const params = { file: row?.logo_id ?? '' };
    expect(await house.visit(logoOf, { params })).toEqual({ kind: 'error', status: 404 });

    await confirm(row?.id ?? '');
    expect(await listed()).toMatchObject([{ name: fields.name, logo: row?.logo_id }]);
    const came = await house.visit(logoOf, { params });
    if (came.kind !== 'page') throw new Error('no logo');
    const answer = came.data as unknown as Response;
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const shown = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([shown.width, shown.height]).toEqual([512, 171]);
    expect((await mailTo(row?.id ?? '', 'endorsement_listed'))?.text).toContain(fields.name);
  });

  it('is one however often the button is pressed or it is typed again', async () => {
    const fields = organisation();
    await Promise.all([ask(fields), ask(fields), ask(fields)]);
    await ask({ ...fields, op: uuidv7(), name: fields.name.toUpperCase() });
    expect(await rowOf(fields.name)).toMatchObject({ state: 'asked' });
    expect(await rowOf(fields.name.toUpperCase())).toBeUndefined();
  });

  it('is told what to mend and loses nothing that was typed', async () => {
    const svg = Buffer.from('<svg onload="alert(1)"/>');
    const fields = organisation({ website: 'javascript:alert(1)', email: 'nobody', kind: 'army' });
    expect(await ask(withLogo(fields, svg))).toMatchObject({
      kind: 'refused',
      form: { values: fields, errors: { website: 'url', email: 'email', kind: 'choice', logo: 'logo_type' } },
    });
    for (const [change, errors] of [
      [{ name: '' }, { name: 'required' }],
      [{ name: '=HYPERLINK("x")' }, { name: 'formula' }],
      [{ name: 'Sin\u202Edicato' }, { name: 'encoding' }],
      [{ name: 'x'.repeat(161) }, { name: 'too_long' }],
      [{ country: 'QQ' }, { country: 'country' }],
      [{ quote: 'x'.repeat(281) }, { quote: 'too_long' }],
      [{ contact: '' }, { contact: 'required' }],
    ] as const) {
      expect(await ask(organisation(change))).toMatchObject({ kind: 'refused', form: { errors } });
    }
    expect(await ask(withLogo(organisation(), logo.subarray(0, 60)))).toMatchObject({
      form: { errors: { logo: 'file_broken' } },
    });
  });

  it('that is a robot, or asks too often, changes nothing', async () => {
    const trapped = organisation({ topic: 'seo' });
    expect(await ask(trapped)).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}/endorse?sent` });
    expect(await rowOf(trapped.name)).toBeUndefined();
    const from = '10.9.9.9';
    const came = [];
    for (let n = 0; n < 7; n += 1) came.push(await ask(organisation(), from));
    expect(came.at(-1)).toMatchObject({ kind: 'refused', status: 429 });
  });
});

describe('the link of the contact', () => {
  it('shows, and confirms or withdraws by a button alone', async () => {
    const fields = organisation();
    await ask(fields);
    const id = (await rowOf(fields.name))?.id ?? '';
    const mail = await mailTo(id, 'endorsement_confirm');
    expect(mail?.to).toBe(fields.email);
    const params = { token: mail?.token ?? '' };
    for (let n = 0; n < 3; n += 1)
      expect(await house.visit(contact.load, { params })).toMatchObject({ data: { contact: { state: 'ask' } } });
    expect(await rowOf(fields.name)).toMatchObject({ mailbox_at: null });

    const { answer, withdraw } = contact.actions;
    for (let n = 0; n < 2; n += 1)
      expect(await house.visit(answer, { params, fields: {} })).toMatchObject({
        data: { contact: { state: 'answered', name: fields.name } },
      });
    expect(await mailTo(id, 'endorsement_confirm')).toBeNull();
    await confirm(id);
    expect(await house.visit(contact.load, { params })).toMatchObject({ data: { contact: { state: 'listed' } } });
    expect(await house.visit(withdraw, { params, fields: {} })).toMatchObject({
      data: { contact: { state: 'withdrawn' } },
    });
    expect(await rowOf(fields.name)).toMatchObject({ state: 'withdrawn', contact_sealed: null, email_sealed: null });
    expect((await listed()).map(({ name }) => name)).not.toContain(fields.name);
  });

  it('works for nothing else', async () => {
    const other = house.keyring.linkToken('signature.confirm', uuidv7(), 0);
    for (const token of [other, 'x'.repeat(48), house.keyring.linkToken('endorsement.contact', uuidv7(), 0)])
      expect(await house.visit(contact.load, { params: { token } })).toEqual({ kind: 'error', status: 404 });
  });
});

it('forgets who wrote when nobody answered for a month', async () => {
  const fields = organisation();
  await ask(fields);
  await house.world.sql.query(`update endorsements set created_at = now() - interval '32 days' where name = $1`, [
    fields.name,
  ]);
  await house.world.backend.system().rpc('endorsements_forget', { days: 31 });
  expect(await rowOf(fields.name)).toMatchObject({ state: 'declined', contact_sealed: null, email_sealed: null });
});

it('is asked of nobody once the petition is closed', async () => {
  await house.world.sql.query(`update campaigns set status = 'closed' where id = $1`, [house.campaign]);
  const fields = organisation();
  expect(await ask(fields)).toMatchObject({ kind: 'redirect', to: `/c/${house.slug}` });
  expect(await rowOf(fields.name)).toBeUndefined();
});
