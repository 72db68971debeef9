import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/lib/contracts/permissions';
import { endorserKey } from '../../src/lib/features/endorsements/index.server';
import { donorEmailKey } from '../../src/lib/features/giving/index.server';
import { letterMailboxKey } from '../../src/lib/features/letters/index.server';
import { mailboxKey } from '../../src/lib/features/signatures/index.server';
import { uuidv7 } from '../../src/lib/kernel/ids';
import { call } from '../../src/lib/server/rpc.server';
import { actions, load } from '../../src/routes/(team)/desk/[campaign]/signatures/retention/+page.server';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() =>
  house.world.sql.query(
    'delete from signatures; delete from retention_runs; delete from retention_rules; delete from letters; delete from paper_batches; delete from endorsements; delete from pledges; delete from files',
  ),
);

const system = () => house.world.backend.system();
/** Confirmed so many months ago; with a value in every column that a signature can have. */
async function sign(n: number, monthsAgo: number, state = 'confirmed', email = `${randomUUID()}@people.test`) {
  const { sql } = house.world;
  for (let at = 0; at < n; at += 1) {
    await sql.query(
      `insert into signatures (id, campaign_id, state, name_sealed, email_sealed, email_key, name_key, comment_sealed, country, visibility,
         public_name, updates, locale, source, address_key, op_id, town_sealed, town_key, network_key, domain_key, share_code, referred_by,
         created_at, confirmed_at)
       values ($1::uuid, $2, $3, 'n', 'e', $4, 'k', 'c', 'AR', 'full', 'Ana', true, 'es', 'qr', 'a', gen_random_uuid(), 't', 'tk', 'nk', 'dk',
         substr(translate(md5($1::uuid::text), '01', 'xy'), 1, 8), 'abcdefgh', now() - make_interval(months => $5),
         case when $3 = 'confirmed' then now() - make_interval(months => $5) end)`,
      [
        uuidv7(),
        house.campaign,
        state,
        mailboxKey(house.keyring, house.campaign, at === 0 ? email : `${randomUUID()}@people.test`),
        monthsAgo,
      ],
    );
  }
  return email;
}
const setRule = (basis: string, months: string, as: (typeof ROLES)[number] = 'owner') =>
  house.call(as, actions['rule'], { fields: { form: 'rule', op: uuidv7(), basis, months } });
const run = (op = uuidv7(), as: (typeof ROLES)[number] = 'owner') =>
  house.call(as, actions['run'], { fields: { form: 'run', op } });
async function work(): Promise<void> {
  while ((await call<{ running: boolean }>(system(), 'retention_step', { n: 2 })).running);
}
async function seen() {
  const came = await house.call('organizer', load);
  if (came.kind !== 'done') throw new Error(`refused: ${JSON.stringify(came)}`);
  return came.data as unknown as { preview: { due: number; oldest: string | null }; runs: Record<string, unknown>[] };
}
const named = async () =>
  Number((await house.world.sql.query('select 1 from signatures where email_key is not null')).rowCount);
async function counts(): Promise<unknown> {
  await call(system(), 'count_signatures');
  const { rows } = await house.world.sql.query(
    `select dim, key, n from app.signature_counts where campaign_id = $1 and dim <> 'referrer' and n <> 0 order by 1, 2`,
    [house.campaign],
  );
  return rows;
}

describe('the page', () => {
  it.each(ROLES)('for %s', async (role) => {
    const may = role === 'owner' || role === 'organizer';
    expect((await house.call(role, load)).kind).toBe(may ? 'done' : 'error');
    const set = await setRule('closed', '24', role);
    expect(set.kind).toBe(role === 'owner' ? 'done' : 'error');
    const person = { form: 'person', op: uuidv7(), email: 'a@b.test' };
    expect((await house.call(role, actions['person'], { fields: person })).kind).toBe(may ? 'done' : 'error');
  });

  it.each([
    [{ months: '0' }, 'months'],
    [{ months: '121' }, 'months'],
    [{ months: '1.5' }, 'months'],
    [{ months: 'x' }, 'months'],
    [{ basis: 'never' }, 'choice'],
  ])('refuses the rule %j', async (change, rule) => {
    const fields = { form: 'rule', op: uuidv7(), basis: 'closed', months: '24', ...change };
    const came = await house.call('owner', actions['rule'], { fields });
    expect(came).toMatchObject({ kind: 'refused', form: { errors: { [Object.keys(change)[0] ?? '']: rule } } });
  });
});

describe('the rule', () => {
  it('erases nothing until it is set, nor while its time has not come', async () => {
    await sign(2, 60);
    expect((await seen()).preview).toMatchObject({ due: 0, parts: { signatures: 2, paper: 0 } });
    expect(await run()).toMatchObject({ kind: 'refused', form: { failure: { rule: 'nothing_due' } } });
    await setRule('closed', '24');
    expect((await seen()).preview.due).toBe(0);
    await setRule('confirmed', '');
    expect(await run()).toMatchObject({ kind: 'refused' });
    expect(await call(system(), 'retention_due')).toBe(0);
    expect(await named()).toBe(2);
  });

  it('says first how many, then erases those, in steps that end and count', async () => {
    await sign(5, 30);
    await sign(1, 30, 'invalidated');
    await sign(3, 3);
    await sign(1, 30, 'pending');
    const before = await counts();
    await setRule('confirmed', '24');
    const { preview } = await seen();
    expect(preview.due).toBe(6);
    const op = uuidv7();
    await Promise.all([run(op), run(op)]);
    await Promise.all([work(), work()]);
    expect((await seen()).runs).toMatchObject([
      { kind: 'rule', state: 'done', planned: 6, erased: 6, by: 'Somebody owner', automatic: false },
    ]);
    expect(await named()).toBe(4);
    expect(await counts()).toEqual(before);
    const { drift } = await call<{ drift: unknown[] }>(system(), 'recount_signatures', { campaign: house.campaign });
    expect(drift).toEqual([]);
  });

  it('leaves nothing that tells who it was, in any column there is', async () => {
    await sign(1, 30);
    await setRule('confirmed', '24');
    await run();
    await work();
    const { rows } = await house.world.sql.query<{ left: Record<string, unknown> }>(
      'select to_jsonb(s) as left from signatures s',
    );
    const kept = Object.entries(rows[0]?.left ?? {}).filter(([, value]) => value !== null);
    expect(kept.map(([column]) => column).sort()).toEqual(
      // What counting needs, and that it was erased.
      [
        'campaign_id confirmed_at consent_version country created_at erased_at id locale mails op_id proof slot source state',
        'updates visibility',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    );
  });

  it('counts from the day the campaign closed, and not before', async () => {
    await sign(2, 1);
    await setRule('closed', '12');
    await house.world.sql.query(`update campaigns set status = 'closed' where id = $1`, [house.campaign]);
    expect((await seen()).preview.due).toBe(0);
    await house.world.sql.query(`update campaigns set closed_at = now() - interval '13 months' where id = $1`, [
      house.campaign,
    ]);
    expect((await seen()).preview.due).toBe(2);
    await house.world.sql.query(`update campaigns set status = 'open' where id = $1`, [house.campaign]);
    expect((await seen()).preview.due).toBe(0);
  });

  it('is followed once a day by the machine, whoever asks', async () => {
    await sign(3, 30);
    await setRule('confirmed', '24');
    const neighbour = (await house.world.another()).system();
    const begun = await Promise.all([
      call<number>(system(), 'retention_due'),
      call<number>(neighbour, 'retention_due'),
    ]);
    expect(begun.sort()).toEqual([0, 1]);
    await work();
    expect(await named()).toBe(0);
    expect((await seen()).runs).toMatchObject([{ automatic: true, by: null, erased: 3, state: 'done' }]);
    await sign(1, 30);
    expect(await call(system(), 'retention_due')).toBe(0);
  });

  it('can be stopped, and stops there', async () => {
    await sign(4, 30);
    await setRule('confirmed', '24');
    const op = uuidv7();
    await run(op);
    expect(await run()).toMatchObject({ kind: 'refused', form: { failure: { rule: 'already_running' } } });
    await call(system(), 'retention_step', { n: 1 });
    const stop = { form: 'cancel', op: uuidv7(), run: op };
    expect((await house.call('organizer', actions['cancel'], { fields: stop })).kind).toBe('error');
    expect((await house.call('owner', actions['cancel'], { fields: stop })).kind).toBe('done');
    await work();
    expect(await named()).toBe(3);
    expect((await seen()).runs).toMatchObject([{ state: 'cancelled', erased: 1 }]);
  });
});

/** A batch with two names and a picture, and an organisation with its contact, so many months old. */
async function gather(monthsAgo: number, email = `${randomUUID()}@people.test`): Promise<{ batch: string }> {
  const { sql } = house.world;
  const { campaign, keyring } = house;
  const [scan, batch] = [uuidv7(), uuidv7()];
  const at = `now() - make_interval(months => ${monthsAgo})`;
  await sql.query(
    `insert into files (id, campaign_id, kind, type, size, content_key) values ($1, $2, 'scan', 'image/png', 1, repeat('k', 43))`,
    [scan, campaign],
  );
  await sql.query(
    `insert into paper_batches (id, campaign_id, label, day, on_sheet, scan_id, created_at) values ($1, $2, 'Plaza', '2026-01-01', 5, $3, ${at})`,
    [batch, campaign, scan],
  );
  for (const one of [email, `${randomUUID()}@people.test`]) {
    await sql.query(
      `insert into paper_rows (id, campaign_id, batch_id, country, name_sealed, town_sealed, email_sealed, name_key, town_key, email_key, created_at)
       values ($1, $2, $3, 'AR', 'n', 't', 'e', $4, 't', $5, ${at})`,
      [uuidv7(), campaign, batch, randomUUID(), mailboxKey(keyring, campaign, one)],
    );
  }
  await sql.query(
    `insert into endorsements (id, campaign_id, state, name, country, kind, contact_sealed, email_sealed, email_key, decided_at, created_at)
     values ($1, $2, 'confirmed', 'Central de ejemplo', 'AR', 'union', 'c', 'e', $3, ${at}, ${at})`,
    [uuidv7(), campaign, endorserKey(keyring, campaign, email)],
  );
  return { batch };
}
const paperNamed = async () =>
  Number(
    (
      await house.world.sql.query(
        'select 1 from paper_rows where coalesce(name_sealed, name_key, email_key) is not null',
      )
    ).rowCount,
  );
const contacts = async () =>
  (
    await house.world.sql.query<Record<string, unknown>>(
      'select name, state, contact_sealed, email_sealed, email_key from endorsements',
    )
  ).rows;
const publicTotals = async () =>
  (await house.world.backend.anon().rpc('public_totals', { slug: house.slug })).data as Record<string, unknown>;

describe('the rule beyond signatures', () => {
  it('says what it would erase of each kind, erases that, and changes no count nor public name', async () => {
    await sign(2, 30);
    await gather(30);
    await gather(3);
    const { v: _old, at: _then, ...before } = await publicTotals();
    await setRule('confirmed', '24');
    const parts = { signatures: 2, paper: 2, scans: 1, contacts: 1 };
    expect((await seen()).preview).toMatchObject({ due: 6, parts });
    await run();
    await Promise.all([work(), work()]);
    expect((await seen()).runs).toMatchObject([{ state: 'done', planned: 6, erased: 6, parts }]);
    expect(await paperNamed()).toBe(2);
    const { rows } = await house.world.sql.query<{ left: Record<string, unknown> }>(
      'select to_jsonb(r) as left from paper_rows r where erased_at is not null',
    );
    const kept = Object.entries(rows[0]?.left ?? {}).filter(([, value]) => value !== null);
    expect(kept.map(([column]) => column).sort()).toEqual(
      'batch_id campaign_id country created_at erased_at id place'.split(' '),
    );
    expect((await contacts()).filter(({ email_key }) => email_key === null)).toEqual([
      { name: 'Central de ejemplo', state: 'confirmed', contact_sealed: null, email_sealed: null, email_key: null },
    ]);
    const { v: _new, at: _now, ...after } = await publicTotals();
    expect(after).toEqual(before);
    expect((await seen()).preview).toMatchObject({ due: 0 });
  });

  it('lets the picture of a sheet go with its names', async () => {
    await gather(30);
    await setRule('confirmed', '24');
    await run();
    await work();
    await call(system(), 'files_sweep');
    await house.world.sql.query(
      `update files set unowned_since = now() - interval '2 days' where unowned_since is not null`,
    );
    await call(system(), 'files_sweep');
    expect((await house.world.sql.query('select 1 from files')).rowCount).toBe(0);
  });

  it('is not waited for by a sheet that was taken out of the count', async () => {
    const { batch } = await gather(1);
    const forget = () => call<{ names: number; scans: number }>(system(), 'paper_forget', { days: 30 });
    await house.world.sql.query(`update paper_batches set removed_at = now() - interval '29 days'`);
    expect(await forget()).toEqual({ names: 0, scans: 0 });
    await house.world.sql.query(`update paper_batches set removed_at = now() - interval '31 days'`);
    expect(await forget()).toEqual({ names: 2, scans: 1 });
    expect(await forget()).toEqual({ names: 0, scans: 0 });
    await house.world.sql.query('update paper_batches set removed_at = null where id = $1', [batch]);
    expect(await publicTotals()).toMatchObject({ paper: 5 });
  });
});

describe('a person who asks', () => {
  it('is erased from paper, as a contact and as a donor too', async () => {
    await gather(1, 'Ana.Perez@gmail.com');
    await gather(1);
    await house.world.sql.query(
      `insert into pledges (id, campaign_id, reference, amount_minor, currency, locale, email_sealed, email_key, expires_at)
       values ($1, $2, 'RF18539007547034', 5000, 'EUR', 'es', 'e', $3, now() + interval '9 days')`,
      [uuidv7(), house.campaign, donorEmailKey(house.keyring, house.campaign, 'ana.perez@gmail.com')],
    );
    const fields = { form: 'person', op: uuidv7(), email: 'ana.perez@gmail.com' };
    expect(await house.call('organizer', actions['person'], { fields })).toMatchObject({ data: { what: '3' } });
    expect(await paperNamed()).toBe(3);
    expect((await contacts()).filter(({ email_key }) => email_key === null)).toHaveLength(1);
    expect((await seen()).runs).toMatchObject([
      { kind: 'person', parts: { paper: 1, contacts: 1, signatures: 0, donors: 1 } },
    ]);
  });

  it('is found by any spelling of the address, and written down nowhere', async () => {
    await sign(1, 1, 'confirmed', 'Ana.Perez@gmail.com');
    await sign(2, 1);
    const before = await counts();
    const fields = { form: 'person', op: uuidv7(), email: 'anaperez+firma@gmail.com' };
    const erase = () => house.call('organizer', actions['person'], { fields });
    expect(await Promise.all([erase(), erase()])).toMatchObject([{ data: { what: '1' } }, { data: { what: '1' } }]);
    expect(await named()).toBe(2);
    expect(await counts()).toEqual(before);
    expect((await seen()).runs).toMatchObject([{ kind: 'person', erased: 1, by: 'Somebody organizer' }]);
    const { rows } = await house.world.sql.query<{ text: string }>(
      `select string_agg(j::text, ' ') || coalesce((select string_agg(o::text, ' ') from app.ops o), '') as text from journal j`,
    );
    expect(rows[0]?.text).not.toMatch(/anaperez|gmail/i);
    expect(rows[0]?.text).not.toContain(mailboxKey(house.keyring, house.campaign, 'anaperez@gmail.com'));
  });

  it('takes the letters that have not gone with them', async () => {
    const { sql } = house.world;
    const [target, text, request] = [randomUUID(), randomUUID(), randomUUID()];
    const key = letterMailboxKey(house.keyring, house.campaign, 'ana@people.test');
    await sql.query(
      `insert into letter_targets (id, campaign_id, name, email, salutation, locale, country) values ($1, $2, 'X', 'x@y.test', 'S', 'es', 'AR')`,
      [target, house.campaign],
    );
    await sql.query(
      `insert into letter_texts (id, campaign_id, locale, version, subject, body) values ($1, $2, 'es', 1, 'S', 'B')`,
      [text, house.campaign],
    );
    const item = {
      id: request,
      campaign: house.campaign,
      name_sealed: 'n',
      email_sealed: 'e',
      email_key: key,
      locale: 'es',
    };
    await call(system(), 'letters_ask', {
      item: { ...item, op_id: uuidv7(), letters: [{ id: uuidv7(), target, text }] },
    });
    await call(system(), 'letters_confirm', { request });
    const fields = { form: 'person', op: uuidv7(), email: 'ANA@people.test' };
    expect(await house.call('owner', actions['person'], { fields })).toMatchObject({
      data: { done: 'erased', what: '1' },
    });
    const { rows } = await sql.query(
      'select l.state, l.email_key, r.name_sealed, r.email_key as k from letters l join letter_requests r on r.id = l.request_id',
    );
    expect(rows).toEqual([{ state: 'cancelled', email_key: null, name_sealed: null, k: null }]);
  });
});

it('forgets old operations, and never the journal', async () => {
  await setRule('closed', '36');
  const { sql } = house.world;
  const journal = async () => (await sql.query('select count(*) as n from journal')).rows;
  const before = await journal();
  await sql.query(
    `update app.ops set at = now() - interval '91 days' where op_id = (select op_id from app.ops limit 1)`,
  );
  expect(await call(system(), 'forget_operations', { days: 90 })).toBe(1);
  expect(await journal()).toEqual(before);
});
