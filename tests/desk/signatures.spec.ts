import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/contracts/permissions';
import { canonicalEmail } from '../../src/lib/features/signatures/email';
import type { ListedSignature } from '../../src/lib/features/signatures/listed';
import { nameKeyText } from '../../src/lib/features/signatures/model';
import { EMAIL_INDEX, NAME_INDEX, sealedPlace } from '../../src/lib/features/signatures/places.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { POST as exportCsv } from '../../src/routes/(team)/desk/[campaign]/signatures/export.csv/+server';
import * as one from '../../src/routes/(team)/desk/[campaign]/signatures/one/[id]/+page.server';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/+page.server';
import { openHouse, type House } from './house';

let house: House;
const ids: string[] = [];

interface Given {
  name?: string;
  email?: string;
  state?: string;
  country?: string;
  source?: string;
  at?: string;
  comment?: string;
}
async function signed(given: Given = {}): Promise<string> {
  const { name = 'Ana Pérez', state = 'confirmed', country = 'AR', source = '', at = '2026-03-02T12:00:00Z' } = given;
  const id = uuidv7();
  const email = given.email ?? `${id}@people.test`;
  const { keyring, campaign } = house;
  const comment = given.comment === undefined ? null : keyring.seal(given.comment, sealedPlace(id, 'comment'));
  await house.world.sql.query(
    `insert into public.signatures (id, campaign_id, state, name_sealed, email_sealed, comment_sealed, email_key, name_key, country, visibility,
       locale, source, op_id, mails, mailed_at, created_at, confirmed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'full', 'es', $10, $11, 1, now() - interval '1 hour', $12, $12)`,
    [
      id,
      campaign,
      state,
      keyring.seal(name, sealedPlace(id, 'name')),
      keyring.seal(email, sealedPlace(id, 'email')),
      comment,
      keyring.index(EMAIL_INDEX, `${campaign}|${canonicalEmail(email)}`),
      keyring.index(NAME_INDEX, `${campaign}|${nameKeyText(name)}`),
      country,
      source,
      uuidv7(),
      at,
    ],
  );
  return id;
}

beforeAll(async () => {
  house = await openHouse();
  // Half of them at one instant, as a batch of signers leaves them: paged by time alone some would be lost.
  for (let n = 0; n < 120; n += 1) {
    const at = n < 60 ? '2026-03-02T12:00:00Z' : `2026-03-${String(3 + (n % 9)).padStart(2, '0')}T02:30:00Z`;
    ids.push(
      await signed({
        at,
        country: n % 10 === 0 ? 'CL' : 'AR',
        state: n % 4 === 0 ? 'pending' : 'confirmed',
        source: n % 20 === 0 ? 'qr-plaza' : '',
      }),
    );
  }
  await house.world.backend.system().rpc('count_signatures');
}, 120_000);
afterAll(() => house.close());

interface Page {
  rows: ListedSignature[];
  matching: { n: number; exact: boolean };
  next: { at: string; id: string } | null;
}
const list = async (query = '', as: Role = 'owner'): Promise<Page> => {
  const came = await house.call(as, load, { query });
  if (came.kind !== 'done') throw new Error(JSON.stringify(came));
  return came.data as unknown as Page;
};
const acts = async (kind: string) =>
  (
    await house.world.sql.query<{ n: number; detail: { filter?: object }; journalled: boolean }>(
      `select a.n, a.detail, exists (select from public.journal j where j.entity_id = a.id and j.stream like '%:admin') as journalled
       from public.signature_acts a where a.kind = $1 order by a.created_at`,
      [kind],
    )
  ).rows;

describe('the list', () => {
  it.each(['', 'order=oldest'])('pages through every row once, in order (%s)', async (order) => {
    const seen: ListedSignature[] = [];
    for (let query = `?${order}`, pages = 0; pages < 5; pages += 1) {
      const page = await list(query);
      seen.push(...page.rows);
      if (page.next === null) break;
      query = `?${order}&after=${encodeURIComponent(page.next.at)}_${page.next.id}`;
    }
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const times = seen.map(({ createdAt }) => Date.parse(createdAt));
    expect(times).toEqual([...times].sort((a, b) => (order === '' ? b - a : a - b)));
  });

  it.each([
    ['', 120],
    ['?state=pending', 30],
    ['?state=confirmed', 90],
    ['?state=shadow', 0],
    ['?country=CL', 12],
    ['?country=CL&state=confirmed', 6],
    ['?source=qr-plaza', 6],
    ['?channel=qr', 6],
    ['?channel=direct&country=CL', 6],
    ['?comment=yes', 0],
    ['?visibility=full&updates=no', 120],
    ['?visibility=private', 0],
    // The night between two days in Buenos Aires: 02:30 UTC of the 3rd is the 2nd there.
    ['?from=2026-03-02&to=2026-03-02', 67],
    ['?from=2026-03-03', 53],
  ])('%s selects %i', async (query, n) => {
    const page = await list(query);
    expect(page.matching).toEqual({ n, exact: true });
    expect(page.rows).toHaveLength(Math.min(n, 50));
  });

  it('is for owners and organizers', async () => {
    for (const role of ROLES) {
      const came = await house.call(role, load);
      expect(came.kind, role).toBe(role === 'owner' || role === 'organizer' ? 'done' : 'error');
    }
  });
});

describe('finding a person', () => {
  const find = async (words: string) => {
    const came = await house.call('organizer', actions['search'], { fields: { form: 'search', words } });
    if (came.kind !== 'done') throw new Error(JSON.stringify(came));
    return (came.data['found'] as ListedSignature[]).map(({ name, email }) => `${name} ${email}`);
  };

  it('takes the whole name without accents, or the mailbox however it is spelled, and no part of either', async () => {
    await signed({ name: 'María José Ñandú', email: 'Maria.Jose+x@gmail.com' });
    const her = ['María José Ñandú Maria.Jose+x@gmail.com'];
    expect(await find('maria jose NANDU')).toEqual(her);
    expect(await find(' MariaJose@googlemail.com ')).toEqual(her);
    for (const part of ['María', 'maria jose', 'gmail.com', '%', '%%@%', 'maria@gmail.com']) {
      expect(await find(part), part).toEqual([]);
    }
    const empty = await house.call('owner', actions['search'], { fields: { form: 'search', words: '  ' } });
    expect(empty).toMatchObject({ kind: 'refused', form: { errors: { words: 'required' } } });
  });
});

describe('an export', () => {
  const take = (fields: Record<string, string>, as: Role = 'owner') => house.call(as, exportCsv, { fields });
  const text = async (fields: Record<string, string>): Promise<string[]> => {
    const came = await take({ op: uuidv7(), ...fields });
    if (came.kind !== 'done') throw new Error(JSON.stringify(came));
    return (await (came.data as unknown as Response).text()).trim().split('\r\n');
  };

  it('has the rows of the filter, the columns that were chosen, no formula, and stands in the journal', async () => {
    await signed({ name: '=cmd|A1', email: '+1@people.test', country: 'UY', comment: '@SUM(1;2)' });
    const lines = await text({ country: 'UY', columns: 'name,email,comment,country' });
    expect(lines).toEqual(['Nombre,Correo,País,Comentario', `'=cmd|A1,'+1@people.test,Uruguay,"'@SUM(1;2)"`]);
    const recorded = (await acts('export')).at(-1);
    expect(recorded).toMatchObject({ n: 1, detail: { filter: { country: 'UY' } }, journalled: true });
    expect(JSON.stringify(recorded)).not.toContain('people.test');
  });

  it('misses nobody between its pages', async () => {
    await house.world.sql.query(
      `insert into public.signatures (id, campaign_id, state, email_key, country, visibility, locale, op_id)
       select gen_random_uuid(), $1, 'confirmed', 'bulk ' || n, 'BO', 'private', 'es', gen_random_uuid() from generate_series(1, 1700) n`,
      [house.campaign],
    );
    const lines = await text({ country: 'BO', columns: 'id,state' });
    expect(new Set(lines).size).toBe(1701);
  });

  it('is for those who may read them, and asks for columns', async () => {
    const before = await acts('export');
    for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'organizer')) {
      expect(await take({ op: uuidv7(), columns: 'name' }, role)).toEqual({ kind: 'error', status: 404 });
    }
    expect(await take({ op: uuidv7(), columns: 'secret' })).toMatchObject({ kind: 'error' });
    expect(await acts('export')).toEqual(before);
  });
});

describe('one signature', () => {
  const ask = (as: Role, handler: unknown, id: string, fields?: Record<string, string>) =>
    house.call(as, handler, { params: { id }, ...(fields ? { fields } : {}) });

  it('shows no person until somebody asks, and who asked stands in the journal', async () => {
    const id = await signed({ name: 'Luz Sosa', comment: 'Por todas' });
    const shown = await ask('organizer', one.load, id);
    expect(JSON.stringify(shown)).not.toMatch(/Luz|Por todas|ealed":"v1/);
    const before = (await acts('look')).length;
    const opened = await ask('organizer', one.actions['look'], id, { op: uuidv7(), form: 'look' });
    expect(opened).toMatchObject({
      kind: 'done',
      data: { opened: { name: 'Luz Sosa', comment: 'Por todas', town: null } },
    });
    expect((await acts('look')).slice(before)).toMatchObject([{ n: 1, journalled: true }]);
    expect(JSON.stringify(await ask('owner', one.load, id))).toContain('"kind":"look"');
    for (const role of ['legal', 'treasurer', 'coordinator', 'observer'] as const) {
      expect(await ask(role, one.load, id)).toEqual({ kind: 'error', status: 404 });
      expect(await ask(role, one.actions['look'], id, { op: uuidv7() })).toEqual({ kind: 'error', status: 404 });
    }
    expect(await ask('owner', one.load, uuidv7())).toEqual({ kind: 'error', status: 404 });
    expect(await ask('owner', one.load, 'x')).toEqual({ kind: 'error', status: 404 });
  });

  it('is erased at the wish of the person, once, and stops counting', async () => {
    const id = await signed({ name: 'Paz Ruiz', comment: 'secreto' });
    const op = uuidv7();
    expect(await ask('owner', one.actions['erase'], id, { op })).toMatchObject({ data: { done: 'erased' } });
    expect(await ask('owner', one.actions['erase'], id, { op })).toMatchObject({ data: { done: 'erased' } });
    expect(await ask('owner', one.actions['erase'], id, { op: uuidv7() })).toMatchObject({
      kind: 'refused',
      status: 409,
    });
    const { rows } = await house.world.sql.query('select * from public.signatures where id = $1', [id]);
    expect(rows[0]).toMatchObject({ state: 'withdrawn', name_sealed: null, email_key: null, comment_sealed: null });
  });

  it('is asked to confirm again within its limits', async () => {
    const id = await signed({ state: 'pending' });
    const confirmed = await signed();
    const resend = (signatures: string) =>
      house.call('owner', actions['resend'], { fields: { form: 'bulk', op: uuidv7(), signatures } });
    expect(await resend(`${id},${confirmed}`)).toMatchObject({ data: { done: 'resend', what: '1' } });
    expect(await resend(id)).toMatchObject({ data: { done: 'resend', what: '0' } });
    expect(await resend('')).toMatchObject({ kind: 'refused', form: { errors: { signatures: 'none_chosen' } } });
    for (let n = 0; n < 6; n += 1) {
      await house.world.sql.query(`update public.signatures set mailed_at = now() - interval '1 day' where id = $1`, [
        id,
      ]);
      await resend(id);
    }
    const { rows } = await house.world.sql.query(
      `select count(*)::int as n from public.outbox where ref = $1 and kind = 'signature_confirm'`,
      [id],
    );
    expect(rows).toEqual([{ n: 4 }]);
  });
});
